#include "cli/embed_improve.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

static hr_status find_notion(hr_notion *out, const char *word) {
    for (*out = HR_F_QUERY; *out <= HR_F_SIGN; ++*out)
        if (!word || !strcmp(word, hr_notion_names[*out]))
            return HR_OK;
    return hr_fail(HR_EUSAGE, "embed: --notion %s: must be f-query or f-sign", word);
}

/* A word that is near an improver's name is not left to the constructions' "there are". */
static hr_status check_name(const char *method) {
    const char *names[8] = {NULL};
    for (size_t i = 0; hr_improvers[i] && i < 7; i++)
        names[i] = hr_improvers[i]->name;
    const char *near = method ? hr_nearest(method, names) : NULL;
    return near ? hr_fail(HR_EUSAGE, "'%s' is not a method, did you mean '%s'?", method, near) : HR_OK;
}

hr_status hr_improve_resolve(hr_improvement *out, const hr_improve_choices *c,
                             const hr_method_choices *build) {
    *out = (hr_improvement){.start = c->start, .options = {.rounds = (uint32_t)c->rounds}};
    out->improver = build->method ? hr_improver_find(build->method) : NULL;
    if (!out->improver) {
        if (c->start || c->rounds)
            return hr_fail(HR_EUSAGE,
                           "embed: --%s goes with --method alternating-lp, which improves an embedding",
                           c->start ? "start" : "rounds");
        hr_status status = find_notion(&out->options.notion, c->notion ? c->notion : "f-sign");
        return status == HR_OK ? check_name(build->method) : status;
    }
    if (build->dim || build->runs || build->dual || build->steps || build->near || build->search > 0 ||
        build->dtype)
        return hr_fail(HR_EUSAGE,
                       "embed: %s (%s) has its start's dimension and writes float64; leave --%s out",
                       out->improver->name, out->improver->statement,
                       build->dim     ? "dim"
                       : build->runs  ? "runs"
                       : build->dual  ? "dual"
                       : build->steps ? "steps"
                       : build->near  ? "near"
                       : build->dtype ? "dtype"
                                      : "search");
    if (!c->start)
        return hr_fail(HR_EUSAGE,
                       "embed: %s (%s) improves an embedding; give --start PREFIX, as `hrdim train -o "
                       "PREFIX` or `hrdim embed -o PREFIX` wrote it",
                       out->improver->name, out->improver->statement);
    return find_notion(&out->options.notion, c->notion);
}

hr_status hr_improve_run(hr_embedding *out, hr_improvement *i, const hr_subject *subject) {
    hr_status status = hr_embedding_read(out, i->start, true);
    if (status == HR_OK)
        status = i->improver->improve(out, &i->result, &subject->ancestors, &i->options);
    return status;
}

void hr_improve_print(const hr_improvement *i) {
    const hr_alternate_result *r = &i->result;
    printf("%-11s %s: %s, %llu bad queries\n", "start", i->start, hr_verdict_names[r->verdict_before],
           (unsigned long long)r->bad_before);
    printf("%-11s %u%s\n", "rounds", r->rounds,
           r->improved ? ""
           : r->rounds ? ": nothing better was found, the embedding is the start's"
                       : ": the start serves, and stays as it is");
    printf("%-11s %s (%s), decided exactly\n", "verdict", hr_verdict_names[r->verdict],
           hr_notion_names[i->options.notion]);
    printf("%-11s %llu\n", "bad queries", (unsigned long long)r->bad);
    printf("%-11s %.6g (it was %.6g)\n", "margin", r->margin, r->margin_before);
}

static json_t *number(double value) {
    return isfinite(value) ? json_real(value) : json_null();
}

int hr_improve_json(json_t *object, const hr_improvement *i) {
    const hr_alternate_result *r = &i->result;
    json_t *start = json_string(i->start); /* NULL for a name that is not UTF-8 */
    json_t *more =
        json_pack("{so ss ss si sI sI ss so so sb}", "start", start ? start : json_null(), "notion",
                  hr_notion_names[i->options.notion], "start_verdict", hr_verdict_names[r->verdict_before],
                  "rounds", (int)r->rounds, "start_bad_queries", (json_int_t)r->bad_before, "bad_queries",
                  (json_int_t)r->bad, "verdict", hr_verdict_names[r->verdict], "start_margin",
                  number(r->margin_before), "margin", number(r->margin), "improved", r->improved);
    int bad = !more || json_object_update(object, more);
    json_decref(more);
    return bad;
}
