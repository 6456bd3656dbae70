/* Debian's Packages files: who depends on whom.
 *
 *     Package: dog                          a stanza for each package and version, empty lines between
 *     Version: 1.2-3
 *     Pre-Depends: init-system-helpers
 *     Depends: libc6 (>= 2.34), default-mta | mail-transport-agent, python3:any
 *     Provides: animal (= 1.2)
 *
 * Debian Policy, chapters 5 and 7; deb822(5).  dpkg's status file has the same form and lists removed
 * packages, too, which are passed over. */
#ifndef HR_PACKAGES_H
#define HR_PACKAGES_H

#include "hierarchy/hierarchy.h"
#include "hierarchy/names.h"
#include "hierarchy/words.h"

typedef enum { HR_PRE_DEPENDS, HR_DEPENDS, HR_PROVIDES, HR_PACKAGE_LISTS } hr_package_list;

typedef struct {
    hr_word version;
    hr_word list[HR_PACKAGE_LISTS];  /* values as they stand there, folded lines and all */
    uint64_t line[HR_PACKAGE_LISTS]; /* where each begins */
    const char *source;              /* the file */
} hr_package;

/* The newest version of every package, numbered in the order of first mention.  Words point into the texts
 * and sources, which must outlive it.  Zeroed it is empty. */
typedef struct {
    hr_names names;
    hr_package *package;
    size_t room;
} hr_packages;

/* Reads one file.  Of equal versions the first mention counts. */
hr_status hr_packages_read(hr_packages *packages, const char *text, size_t length, const char *source);
void hr_packages_clear(hr_packages *packages);

/* One entry of a list: the alternatives of a dependency, "a (>= 1) | b:any", one after the other. */
typedef struct {
    const hr_package *package;
    hr_package_list list;
    const char *at;
    bool more; /* the entry has another alternative */
} hr_package_items;

/* Moves to the next name of the list, of this entry or the next; false at the end. */
hr_status hr_package_next(hr_package_items *items, hr_word *name, bool *any);

/* The hierarchy of dependencies, doc/formats.md. */
hr_status hr_packages_build(hr_hierarchy *out, const hr_packages *packages, const char *source);

#endif
