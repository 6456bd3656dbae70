/* Claims and lines that several kinds of evidence have. */
#ifndef HR_CERTIFICATE_LINES_H
#define HR_CERTIFICATE_LINES_H

#include "certificate/certificate.h"
#include "embedding/writer.h"

/* "feasible f-query 70", "feasible f-global 64 1p-4" */
void hr_claim_feasible(hr_writer *writer, const hr_certified *certified);
/* "least f-sign 6" */
void hr_claim_least(hr_writer *writer, const hr_certified *certified);

/* Evidence of which no lines follow. */
hr_status hr_put_nothing(hr_writer *writer, const hr_certified *certified);
/* A line "WHAT COUNT", and with `list` a line with so many numbers. */
void hr_put_list(hr_writer *writer, const char *what, const uint32_t *list, uint64_t count);
/* "WHAT ROWS COLUMNS" */
void hr_put_shape(hr_writer *writer, const char *what, uint64_t rows, uint64_t columns);
/* The lines of evidence `orders`, and whether all of it can be said: an order at least, no level too high. */
void hr_put_orders(hr_writer *writer, const hr_orders *orders);
bool hr_orders_have_lines(const hr_orders *orders);
/* Rows and columns, both ascending, whatever their order was, and the weights in this order. */
hr_status hr_put_submatrix(hr_writer *writer, const hr_evidence *evidence, bool weights);

#endif
