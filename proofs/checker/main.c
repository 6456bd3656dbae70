#include "checker.h"
int main(int argc, char **argv) { return hv_main(argc, argv); }
