/* One fused tile, written once for every vector type: included with NAME, REAL, VECTOR, LANES, ROWS, LOAD,
 * SPLAT, FMA, ZERO, STORE and REACHES (a bit mask of the lanes with score >= limit) defined.  COLUMNS = 2 *
 * LANES. */
static uint32_t NAME(const REAL *q, const REAL *x, size_t d, const REAL *limit, REAL *score) {
    VECTOR sum[ROWS][2];
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r++)
        sum[r][0] = sum[r][1] = ZERO();
    for (size_t k = 0; k < d; k++) {
        VECTOR low = LOAD(x), high = LOAD(x + LANES);
#pragma GCC unroll 16
        for (int r = 0; r < ROWS; r++) {
            VECTOR one = SPLAT(q[r]);
            sum[r][0] = FMA(one, low, sum[r][0]);
            sum[r][1] = FMA(one, high, sum[r][1]);
        }
        q += ROWS;
        x += 2 * LANES;
    }
    uint32_t reached = 0;
#pragma GCC unroll 16
    for (int r = 0; r < ROWS; r++) {
        VECTOR least = SPLAT(limit[r]);
        if (__builtin_expect(REACHES(sum[r][0], least) | REACHES(sum[r][1], least), 0)) {
            reached |= 1u << r;
            STORE(score + r * 2 * LANES, sum[r][0]);
            STORE(score + r * 2 * LANES + LANES, sum[r][1]);
        }
    }
    return reached;
}

#undef NAME
#undef REAL
#undef VECTOR
#undef LANES
#undef LOAD
#undef SPLAT
#undef FMA
#undef ZERO
#undef STORE
#undef REACHES
