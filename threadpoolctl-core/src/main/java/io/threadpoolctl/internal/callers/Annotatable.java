package io.threadpoolctl.internal.callers;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the method that an annotation has an effect on: the innermost one of a Spring bean, if there is one. */
final class Annotatable {

    private static final String STEREOTYPE = "org.springframework.stereotype.Component";

    private final Set<ClassLoader> loaders;

    /** @param loaders of the threads that were seen */
    Annotatable(Set<ClassLoader> loaders) {
        this.loaders = loaders;
    }

    Frames.Frame in(Frames frames) {
        List<Frames.Frame> application = frames.ofTheApplication();
        return application.stream()
                .filter(frame -> loaders.stream().anyMatch(loader -> isOfABean(frame.className(), loader)))
                .findFirst()
                .or(() -> application.stream().findFirst())
                .orElseGet(() -> frames.all().get(0));
    }

    private static boolean isOfABean(String className, ClassLoader loader) {
        try {
            return hasStereotype(Class.forName(className, false, loader).getAnnotations(), 0);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The annotation, or one that carries it, as {@code @Service} does. */
    private static boolean hasStereotype(Annotation[] annotations, int depth) {
        return Stream.of(annotations)
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().equals(STEREOTYPE)
                        || (depth < MOST_DEPTH && hasStereotype(type.getAnnotations(), depth + 1)));
    }

    private static final int MOST_DEPTH = 3;
}
