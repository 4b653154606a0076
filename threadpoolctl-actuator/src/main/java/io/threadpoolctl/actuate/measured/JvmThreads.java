package io.threadpoolctl.actuate.measured;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Asks the JVM which threads are its own, those of Java code included: it lists them with their numbers in the system. */
final class JvmThreads implements Supplier<@Nullable Set<Long>> {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final Pattern NUMBER = Pattern.compile("^\".* nid=(0x[0-9a-f]+|\\d+) ", Pattern.MULTILINE);

    /** {@code null} if this JVM does not tell. */
    @Override
    public @Nullable Set<Long> get() {
        try {
            Object list = ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), "threadPrint", new Object[] {new String[0]}, new String[] {
                        String[].class.getName()
                    });
            Set<Long> numbers = numbersIn(String.valueOf(list));
            return numbers.contains(0L) || numbers.isEmpty() ? null : numbers;
        } catch (JMException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    static Set<Long> numbersIn(String list) {
        Set<Long> numbers = new HashSet<>();
        Matcher matcher = NUMBER.matcher(list);
        while (matcher.find()) {
            numbers.add(Long.decode(matcher.group(1)));
        }
        return numbers;
    }
}
