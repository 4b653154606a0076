package io.threadpoolctl.natives;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;

/** A real Tomcat with web applications from directories, each in a class loader of its own. */
final class WebServer implements AutoCloseable {

    /** Where Tomcat says what an application that stops has left behind. */
    private static final Logger LOADERS = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

    private final Tomcat tomcat = new Tomcat();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private WebServer() {}

    static WebServer start(Path directory) throws LifecycleException {
        WebServer server = new WebServer();
        LOADERS.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    server.complaints.add(entry.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        server.tomcat.setBaseDir(directory.toString());
        server.tomcat.setPort(0);
        server.tomcat.setAddDefaultWebXmlToWebapp(false); // which asks for JSP
        server.tomcat.getHost(); // makes it, as the next line does
        server.tomcat.getConnector();
        server.tomcat.start();
        return server;
    }

    /** Starts an application out of its directory. */
    Context deploy(String path, Path application) {
        return tomcat.addWebapp(path, application.toString());
    }

    /** Where its servlet is found. */
    String address(Context application) {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + application.getPath();
    }

    /** Stops an application and takes it away. */
    void undeploy(Context application) {
        tomcat.getHost().removeChild(application);
    }

    /** The applications that were stopped and whose class loaders are still there after a garbage collection. */
    List<String> leaks() {
        return List.of(((StandardHost) tomcat.getHost()).findReloadedContextMemoryLeaks());
    }

    /** What Tomcat has logged about what stopped applications left. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
