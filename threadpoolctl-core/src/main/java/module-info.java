/** Finds the native thread pools of the running process and limits them. */
@SuppressWarnings("requires-automatic") // JNA's usual jar has a module name, but no descriptor
module io.threadpoolctl.core {
    requires com.sun.jna;
    requires org.slf4j;
    requires static java.management;
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    exports io.threadpoolctl;
    exports io.threadpoolctl.concurrent;
    exports io.threadpoolctl.spi;

    // JNA finds the callback of pinned calls by reflection.
    opens io.threadpoolctl.internal.binding to
            com.sun.jna;

    uses io.threadpoolctl.spi.LibraryFamily;
}
