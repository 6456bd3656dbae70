/* The loss of learn/loss.h from its definition, in double, without any of the code that it checks. */
#ifndef HR_LEARN_ORACLE_H
#define HR_LEARN_ORACLE_H

#include "learn/encoder.h"
#include "learn/loss.h"
#include "learn/sampler.h"

typedef struct {
    const hr_ancestors *ancestors;
    const hr_encoder *encoder;    /* shapes and features; the tables are given apart */
    const double *queries, *docs; /* tables */
    const hr_draw_row *row;
    size_t rows;
    const hr_loss *loss;
    const uint32_t *negative;
} hr_oracle;

double hr_oracle_loss(const hr_oracle *oracle);

#endif
