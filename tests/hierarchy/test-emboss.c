/* Debian's emboss-data: the Gene Ontology, ChEBI and NCBI's taxonomy, with the sizes that counts.sh finds
 * with awk. */
#include "datasets.h"

static void test_sizes(void) {
    has("go", 37841, 62183, 3, 17791);
    has("go:relations=is_a+part_of", 37841, 69377, 3, 22258);
    has("chebi", 41099, 60470, 3, 12425);
    has("ncbi", 1038022, 1038021, 1, 0);
}

int main(void) {
    RUN(test_sizes);
    return hr_test_end();
}
