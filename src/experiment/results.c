#include "experiment/results.h"

#include "base/memory.h"
#include "base/outfile.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *hr_results_path(const char *folder, const char *name, const char *ending) {
    size_t size = strlen(folder) + strlen(name) + strlen(ending) + 3;
    char *path = hr_alloc(size, 1, "a file name");
    if (path)
        snprintf(path, size, "%s/%s.%s", folder, name, ending);
    return path;
}

static hr_status open_file(hr_outfile *out, const char *folder, const char *name, const char *ending) {
    char *path = hr_results_path(folder, name, ending);
    hr_status status = path ? hr_outfile_open(out, path) : HR_ENOMEM;
    free(path);
    return status;
}

hr_status hr_results_ready(const char *folder, const char *name) {
    if (mkdir(folder, 0777) && errno != EEXIST)
        return hr_fail(HR_EIO, "%s: cannot make the results folder: %s", folder, strerror(errno));
    hr_outfile probe;
    hr_status status = open_file(&probe, folder, name, "csv");
    if (status == HR_OK)
        hr_outfile_discard(&probe);
    return status;
}

/* RFC 4180: quotes only where needed. */
static void text(FILE *file, const char *field, char end) {
    if (!strpbrk(field, ",\"\n\r")) {
        fprintf(file, "%s%c", field, end);
        return;
    }
    putc('"', file);
    for (; *field; field++) {
        if (*field == '"')
            putc('"', file);
        putc(*field, file);
    }
    fprintf(file, "\"%c", end);
}

static void number(FILE *file, double value, char end) {
    if (isfinite(value))
        fprintf(file, "%.9g", value);
    putc(end, file);
}

/* d = 0 means none: an empty field. */
static void dimension(FILE *file, double value, char end) {
    if (value > 0)
        fprintf(file, "%.0f", value);
    putc(end, file);
}

static void trials(const hr_sweep *sweep, FILE *file) {
    const hr_experiment *e = sweep->experiment;
    fputs("trial,variable,value,hierarchy,n,m,s,method,statement,version,seed,asked,d,notion,eps,verdict,how,"
          "dtype,"
          "margin_log10\n",
          file);
    for (size_t i = 0; i < sweep->trials; i++) {
        const hr_trial *t = &sweep->trial[i];
        const hr_instance *instance = &sweep->instance[t->instance];
        const hr_method *method = e->method[t->method].method;
        fprintf(file, "%zu,", i + 1);
        text(file, e->variable, ',');
        fprintf(file, "%llu,", (unsigned long long)e->value[t->value]);
        text(file, instance->text, ',');
        fprintf(file, "%u,%u,%u,", instance->n, instance->m, instance->s);
        text(file, e->method[t->method].text, ',');
        fprintf(file, "%s,%d,%llu,", method->statement, method->version, (unsigned long long)t->seed);
        dimension(file, t->dim, ',');
        dimension(file, t->width, ',');
        fprintf(file, "%s,%.9g,%s,", hr_notion_names[e->notion], e->eps, hr_verdict_names[t->verdict]);
        text(file, t->how, ',');
        fprintf(file, "%s,", hr_dtype_name(t->dtype));
        number(file, t->margin_log10, '\n');
    }
}

static void times(const hr_sweep *sweep, FILE *file) {
    fputs("trial,kernel,build_seconds,check_seconds\n", file);
    for (size_t i = 0; i < sweep->trials; i++) {
        const hr_trial *t = &sweep->trial[i];
        fprintf(file, "%zu,", i + 1);
        text(file, t->kernel, ',');
        fprintf(file, "%.6f,%.6f\n", t->build_seconds, t->seconds);
    }
}

static const char *const kinds[] = {"measured", "theory"};

static void summary(const hr_sweep *sweep, FILE *file) {
    const hr_experiment *e = sweep->experiment;
    fputs("variable,value,kind,name,statement,notion,n,m,s,d,state,above,low,high,mean,sd,seeds,decided,"
          "trials\n",
          file);
    for (size_t i = 0; i < sweep->rows; i++) {
        const hr_row *row = &sweep->row[i];
        text(file, e->variable, ',');
        fprintf(file, "%llu,%s,", (unsigned long long)e->value[row->value], kinds[row->kind]);
        text(file, row->name, ',');
        fprintf(file, "%s,%s,%u,%u,%u,", row->statement, hr_notion_names[e->notion], row->n, row->m, row->s);
        dimension(file, row->d, ',');
        text(file, row->known, ',');
        dimension(file, row->above, ',');
        dimension(file, row->low, ',');
        dimension(file, row->high, ',');
        number(file, row->mean, ',');
        number(file, row->sd, ',');
        fprintf(file, "%zu,%zu,%zu\n", row->seeds, row->decided, row->trials);
    }
}

static void fits(const hr_sweep *sweep, FILE *file) {
    const hr_experiment *e = sweep->experiment;
    fputs("kind,name,statement,model,variable,from,points,slope,slope_error,intercept,intercept_error,r2\n",
          file);
    for (size_t i = 0; i < sweep->fits; i++) {
        const hr_fit_row *row = &sweep->fit[i];
        fprintf(file, "%s,", kinds[row->kind]);
        text(file, row->name, ',');
        fprintf(file, "%s,%s,", row->statement, hr_fit_names[e->fit]);
        text(file, e->variable, ',');
        fprintf(file, "%llu,%zu,", (unsigned long long)row->from, row->fit.points);
        number(file, row->fit.slope, ',');
        number(file, row->fit.slope_error, ',');
        number(file, row->fit.intercept, ',');
        number(file, row->fit.intercept_error, ',');
        number(file, row->fit.r2, '\n');
    }
}

static hr_status write_csv(const hr_sweep *sweep, const char *folder, const char *ending,
                           void (*write)(const hr_sweep *sweep, FILE *file)) {
    hr_outfile out;
    hr_status status = open_file(&out, folder, sweep->experiment->name, ending);
    if (status != HR_OK)
        return status;
    write(sweep, out.stream);
    return hr_outfile_commit(&out);
}

static hr_status write_provenance(const hr_sweep *sweep, const char *folder,
                                  const hr_provenance *provenance) {
    json_t *object = hr_provenance_json(provenance);
    if (!object)
        return HR_ENOMEM;
    json_object_set_new(object, "spec", json_string(sweep->experiment->path));
    json_object_set_new(object, "trials", json_integer((json_int_t)sweep->trials));
    hr_outfile out;
    hr_status status = open_file(&out, folder, sweep->experiment->name, "provenance.json");
    if (status == HR_OK) {
        json_dumpf(object, out.stream, JSON_INDENT(2));
        putc('\n', out.stream);
        status = hr_outfile_commit(&out);
    }
    json_decref(object);
    return status;
}

hr_status hr_results_write(const hr_sweep *sweep, const char *folder, const hr_provenance *provenance) {
    hr_status status = write_csv(sweep, folder, "trials.csv", trials);
    if (status == HR_OK)
        status = write_csv(sweep, folder, "times.csv", times);
    if (status == HR_OK)
        status = write_csv(sweep, folder, "fits.csv", fits);
    if (status == HR_OK)
        status = write_provenance(sweep, folder, provenance);
    /* last: who sees the new points finds all the rest new too */
    return status == HR_OK ? write_csv(sweep, folder, "csv", summary) : status;
}
