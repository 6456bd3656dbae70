/* Writing HTML so that nothing from a file can become markup.
 *
 * What is written is also well-formed XML: every element is closed, every attribute quoted. */
#ifndef HR_HTML_H
#define HR_HTML_H

#include <stdio.h>

/* The text with & < > " ' escaped; control characters that XML forbids and broken UTF-8 become U+FFFD. */
void hr_html_text(FILE *out, const char *text);

/* Markup with escaped texts in it: knows %s (escaped), %zu, %d and %% alone. */
void hr_html(FILE *out, const char *markup, ...) __attribute__((format(printf, 2, 3)));

/* A relative path as a link: bytes that mean something in a URL as %XX, slashes kept. */
void hr_html_path(FILE *out, const char *path);

/* Letters, digits, - and _ of the name, anything else as -: for id attributes.  Fills `size` bytes. */
void hr_html_id(char *out, size_t size, const char *name);

#endif
