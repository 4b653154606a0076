/* One function of each shape in which the binding calls native code. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

int64_t kept = 0;

int kept_int(void) { return (int) kept; }
int64_t kept_long(void) { return kept; }
void keep_int(int value) { kept = value; }
void keep_long(int64_t value) { kept = value; }
int negated(int value) { return -value; }
const char *text(void) { return "gr\xc3\xbc\xc3\x9f dich"; }
const char *no_text(void) { return NULL; }

const char *word(int index) {
    static const char *const words[] = {"zero", "one"};
    return index >= 0 && index < 2 ? words[index] : NULL;
}

/* Fills the buffer with the text, as far as it has room. */
int64_t fill(char *buffer, size_t room, const char *words, int offset) {
    strncpy(buffer, words + offset, room);
    return (int64_t) strlen(words);
}
