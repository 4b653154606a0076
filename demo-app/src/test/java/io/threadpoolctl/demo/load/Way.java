package io.threadpoolctl.demo.load;

import java.util.Locale;

/** A way of limiting, and where the demo offers it. */
enum Way {
    UNLIMITED("/compress/unlimited"),
    LIMITED("/compress"),
    SHARE("/compress/share");

    private final String path;

    Way(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
