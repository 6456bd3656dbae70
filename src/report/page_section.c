#include "report/page_parts.h"

#include "report/html.h"

#include <string.h>

void hr_page_links(FILE *out, const hr_page_source *source, const char *name) {
    size_t count = 0;
    for (size_t i = 0; i < source->files->count; i++) {
        const char *file = source->files->name[i];
        if (!hr_page_files_of(file, name))
            continue;
        fputs(count++ ? "" : "<p class=\"links\">Files: ", out);
        fputs("<a href=\"", out);
        hr_html_path(out, source->options->links);
        hr_html_path(out, file);
        hr_html(out, "\">%s</a> ", file);
    }
    fputs(count ? "</p>\n" : "", out);
}

static void found(FILE *out, const hr_findings *findings) {
    fputs("<ul class=\"found\">\n", out);
    for (size_t i = 0; i < findings->count; i++)
        hr_html(out, findings->line[i].alarm ? "<li class=\"alarm\">%s</li>\n" : "<li>%s</li>\n",
                findings->line[i].text);
    fputs("</ul>\n", out);
}

static void spec_text(FILE *out, const hr_experiment *e, bool changed, const json_t *provenance) {
    const char *stored = json_string_value(json_object_get(provenance, "spec_text"));
    fputs("<details><summary>The spec", out);
    if (changed)
        fputs(" that was run (its file has changed since)", out);
    hr_html(
        out,
        "</summary>\n<pre role=\"region\" aria-label=\"Spec %s\" tabindex=\"0\"><code>%s</code></pre></details>\n",
        e->name, stored ? stored : e->text);
}

static void take(hr_page_entry *entry, const hr_experiment *e, const hr_findings *findings) {
    snprintf(entry->title, sizeof entry->title, "%.480s%s", *e->title ? e->title : e->name,
             e->reduced ? " (quick grid)" : "");
    snprintf(entry->question, sizeof entry->question, "%s", e->question);
    snprintf(entry->brief, sizeof entry->brief, "%s", findings->brief);
    entry->figure = e->figure;
    entry->measured = findings->measured;
    entry->feasible = findings->feasible;
    entry->infeasible = findings->infeasible;
    entry->open = findings->open;
    for (size_t i = 0; i < findings->count; i++)
        entry->alarm = entry->alarm || findings->line[i].alarm;
}

hr_status hr_page_section(FILE *out, hr_page_entry *entry, const hr_page_source *source, const char *name,
                          const hr_experiment *e, bool changed, const json_t *provenance) {
    hr_points points;
    hr_findings findings = {0};
    hr_status status = hr_points_read(&points, e, source->options->results);
    if (status != HR_OK)
        return status;
    status = hr_findings_of(&findings, e, &points);
    if (status == HR_OK) {
        take(entry, e, &findings);
        found(out, &findings);
        status = e->figure ? hr_page_figure(out, entry, e, &points) : HR_OK;
    }
    if (status == HR_OK)
        status = hr_page_numbers(out, e, &points);
    if (status == HR_OK) {
        fputs("<h3>How it was computed</h3>\n", out);
        hr_page_provenance(out, provenance);
        spec_text(out, e, changed, provenance);
        hr_page_links(out, source, name);
    }
    hr_findings_clear(&findings);
    hr_points_clear(&points);
    return status;
}
