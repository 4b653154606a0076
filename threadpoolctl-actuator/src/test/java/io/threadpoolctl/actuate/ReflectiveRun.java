package io.threadpoolctl.actuate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.springframework.aot.agent.RecordedInvocation;
import org.springframework.aot.agent.RecordedInvocationsListener;
import org.springframework.aot.agent.RecordedInvocationsPublisher;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.javapoet.ClassName;

/**
 * Processes an application ahead of time, runs what came of it under Spring's agent, and prints which of its reflective uses
 * of our classes, and by them, a native image would not be told of.
 */
final class ReflectiveRun {

    static final String SEEN = "seen: ";
    static final String MISSING = "missing: ";

    /** The last line, if nothing was thrown. */
    static final String COMPARED = "all of it was compared";

    private static final List<String> OURS = List.of("io.threadpoolctl.", "com.sun.jna.");

    /**
     * What Spring Boot asks for that is not there, which is a native image's answer, too; Spring's own look at Java's types; and a
     * second class of a proxy, because here one JVM prepares the application and runs it.
     */
    private static final List<String> OF_SPRING = List.of(
            "__EnvironmentPostProcessor", "[this$0]", "java.lang.reflect.ParameterizedType.", "$$SpringCGLIB$$1");

    /** Named in the metadata; what a Java before 21 does not have, this comparison cannot find. */
    private static final String SINCE_21 = "java.lang.Thread with [isVirtual]";

    private ReflectiveRun() {}

    /**
     * Processes, runs and prints.
     *
     * @param arguments where the class path has a directory {@code classes}, still empty
     */
    public static void main(String[] arguments) throws Exception {
        RuntimeHints hints = process(Path.of(arguments[0]));
        SpringProperties.setFlag("spring.aot.enabled");
        System.setProperty("org.graalvm.nativeimage.imagecode", "runtime"); // for the core; Spring has looked already
        List<RecordedInvocation> seen = new CopyOnWriteArrayList<>();
        RecordedInvocationsListener listener = seen::add;
        RecordedInvocationsPublisher.addListener(listener);
        AheadOfTimeApplication.run();
        RecordedInvocationsPublisher.removeListener(listener);
        List<RecordedInvocation> ours = seen.stream()
                .filter(ReflectiveRun::canBeNamed)
                .filter(ReflectiveRun::isOurs)
                .toList();
        System.out.println();
        ours.forEach(use -> System.out.println(SEEN + line(use)));
        ours.stream()
                .filter(use -> !use.matches(hints))
                .map(ReflectiveRun::line)
                .filter(line -> OF_SPRING.stream().noneMatch(line::contains))
                .filter(line -> Runtime.version().feature() >= 21 || !line.contains(SINCE_21))
                .forEach(line -> System.out.println(MISSING + line));
        WrittenAsJson.accessors()
                .filter(accessor -> !RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(accessor)
                        .test(hints))
                .forEach(accessor -> System.out.println(MISSING + accessor));
        System.out.println(COMPARED);
    }

    private static RuntimeHints process(Path directory) throws IOException {
        System.setProperty("spring.aot.processing", "true");
        DefaultGenerationContext context = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(AheadOfTimeApplication.class)),
                new FileSystemGeneratedFiles(directory));
        ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(prepared(), context);
        context.getRuntimeHints()
                .reflection()
                .registerType(
                        TypeReference.of(initializer.canonicalName()), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        context.writeGeneratedContent();
        System.clearProperty("spring.aot.processing");
        compile(directory);
        return context.getRuntimeHints();
    }

    private static GenericApplicationContext prepared() {
        SpringApplicationRunListener stop = new SpringApplicationRunListener() {
            @Override
            public void contextLoaded(ConfigurableApplicationContext context) {
                throw new SpringApplication.AbandonedRunException(context);
            }
        };
        try {
            SpringApplication.withHook(
                    application -> stop,
                    () -> AheadOfTimeApplication.application().run());
        } catch (SpringApplication.AbandonedRunException abandoned) {
            return (GenericApplicationContext) Objects.requireNonNull(abandoned.getApplicationContext());
        }
        throw new IllegalStateException("The application was run.");
    }

    private static void compile(Path directory) throws IOException {
        Path classes = directory.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(directory.resolve("sources"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("What was generated cannot be compiled.");
        }
    }

    /** Not the class of a lambda: no metadata can name it. */
    private static boolean canBeNamed(RecordedInvocation use) {
        return use.isStatic()
                || !(use.<Object>getInstance() instanceof Class<?> type)
                || type.getCanonicalName() != null;
    }

    private static boolean isOurs(RecordedInvocation use) {
        return use.getStackFrames()
                        .findFirst()
                        .map(frame -> isOurs(frame.getClassName()))
                        .orElse(false)
                || Stream.concat(Stream.of(instance(use)), words(use.getArguments()))
                        .anyMatch(ReflectiveRun::isOurs);
    }

    private static String instance(RecordedInvocation use) {
        return use.isStatic() ? "nothing" : String.valueOf(use.<Object>getInstance());
    }

    private static boolean isOurs(String text) {
        String named = text.replaceFirst("^(class|interface) ", "").replace('/', '.');
        return OURS.stream().anyMatch(named::contains);
    }

    private static Stream<String> words(List<Object> arguments) {
        return arguments.stream()
                .flatMap(
                        each -> each instanceof Object[] several ? Stream.of(several) : Stream.of(String.valueOf(each)))
                .map(String::valueOf);
    }

    private static String line(RecordedInvocation use) {
        return use.getMethodReference() + " on " + instance(use) + " with "
                + words(use.getArguments()).toList() + " in "
                + use.getStackFrames().findFirst().map(Object::toString).orElse("");
    }
}
