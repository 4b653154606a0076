package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;

/** The version that the build wrote into the jar. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = Main.class.getResourceAsStream("/threadpoolctl-cli.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        }
        return new String[] {"threadpoolctl " + properties.getProperty("version", "of unknown version")};
    }
}
