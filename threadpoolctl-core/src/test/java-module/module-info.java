/** A stranger's application on the module path; it names nothing that core needs for itself. */
module com.example.application {
    requires io.threadpoolctl.core;

    opens com.example.application;

    provides io.threadpoolctl.spi.LibraryFamily with
            com.example.application.JavaItself,
            com.example.application.Broken;
}
