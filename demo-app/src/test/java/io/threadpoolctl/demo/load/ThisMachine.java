package io.threadpoolctl.demo.load;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The address of a service on this machine: load is for one's own machine only. */
final class ThisMachine implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            URI url = URI.create(text);
            if ("http".equals(url.getScheme()) && url.getHost() != null && isLoopback(url.getHost())) {
                return url;
            }
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw refusal(text);
        }
        throw refusal(text);
    }

    private static boolean isLoopback(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    }

    private static TypeConversionException refusal(String text) {
        return new TypeConversionException("'" + text + "' is given; allowed is http:// and an address of this machine,"
                + " such as http://127.0.0.1:8080");
    }
}
