package io.threadpoolctl.nativeimage;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was used by a name, a line for each: {@code type NAME}, {@code method TYPE#NAME(TYPES)}, {@code field TYPE#NAME},
 * {@code proxy TYPES}, {@code resource PATH}, {@code downcall} and {@code upcall RESULT(ARGUMENTS)}.
 */
public final class ReflectiveUses {

    private static final Map<String, Set<String>> CALLS = Map.of(
            "java/lang/Class",
            Set.of(
                    "forName",
                    "newInstance",
                    "getMethod",
                    "getDeclaredMethod",
                    "getMethods",
                    "getDeclaredMethods",
                    "getConstructor",
                    "getDeclaredConstructor",
                    "getConstructors",
                    "getDeclaredConstructors",
                    "getField",
                    "getDeclaredField",
                    "getFields",
                    "getDeclaredFields",
                    "getRecordComponents",
                    "getResource",
                    "getResourceAsStream"),
            "java/lang/ClassLoader",
            Set.of("loadClass", "getResource", "getResources", "getResourceAsStream"),
            "java/lang/reflect/Proxy",
            Set.of("newProxyInstance", "getProxyClass"),
            "java/lang/reflect/Method",
            Set.of("invoke"),
            "java/lang/reflect/Constructor",
            Set.of("newInstance"),
            "java/lang/invoke/MethodHandles$Lookup",
            Set.of("findVirtual", "findStatic", "findConstructor", "findVarHandle"),
            "java/util/ServiceLoader",
            Set.of("load"),
            "java/lang/foreign/Linker",
            Set.of("downcallHandle", "upcallStub"));

    private static final Set<String> NOTED = new ConcurrentSkipListSet<>();

    private ReflectiveUses() {}

    /** The lines of all that has been used so far. */
    public static Set<String> noted() {
        return NOTED;
    }

    static boolean isReflective(String owner, String name) {
        return CALLS.getOrDefault(owner, Set.of()).contains(name);
    }

    /**
     * Notes a call that is about to be made.
     *
     * @param call the method, as the class file has it
     * @param given the object it is called on, unless it is static, and the arguments
     */
    public static void note(String call, Object[] given) {
        NOTED.add(line(call.substring(call.lastIndexOf('/') + 1), given));
    }

    private static String line(String call, Object[] given) {
        return switch (call) {
            case "Class.forName", "ClassLoader.loadClass" -> "type " + first(String.class, given);
            case "Class.newInstance" -> method(given[0], "<init>");
            case "Class.getMethod", "Class.getDeclaredMethod" -> method(given[0], given[1], (Class<?>[]) given[2]);
            case "Class.getConstructor", "Class.getDeclaredConstructor" ->
                method(given[0], "<init>", (Class<?>[]) given[1]);
            case "Class.getField", "Class.getDeclaredField", "MethodHandles$Lookup.findVarHandle" ->
                field(first(Class.class, given), first(String.class, given));
            case "Class.getResource", "Class.getResourceAsStream" -> resource((Class<?>) given[0], (String) given[1]);
            case "ClassLoader.getResource", "ClassLoader.getResources", "ClassLoader.getResourceAsStream" ->
                "resource " + given[1];
            case "Proxy.newProxyInstance", "Proxy.getProxyClass" -> "proxy " + names((Class<?>[]) given[1]);
            case "Method.invoke" -> {
                Method method = (Method) given[0];
                yield method(method.getDeclaringClass(), method.getName(), method.getParameterTypes());
            }
            case "Constructor.newInstance" -> {
                Constructor<?> made = (Constructor<?>) given[0];
                yield method(made.getDeclaringClass(), "<init>", made.getParameterTypes());
            }
            case "MethodHandles$Lookup.findVirtual", "MethodHandles$Lookup.findStatic" ->
                method(given[1], given[2], ((MethodType) given[3]).parameterArray());
            case "MethodHandles$Lookup.findConstructor" ->
                method(given[1], "<init>", ((MethodType) given[2]).parameterArray());
            case "ServiceLoader.load" ->
                "resource META-INF/services/" + first(Class.class, given).getTypeName();
            case "Linker.downcallHandle" -> "downcall " + signature(given);
            case "Linker.upcallStub" -> "upcall " + signature(given);
            default -> "type " + ((Class<?>) given[0]).getTypeName(); // looks at all members of a kind
        };
    }

    private static String field(Class<?> owner, String name) {
        return Proxy.isProxyClass(owner)
                ? "proxy " + names(owner.getInterfaces())
                : "field " + owner.getTypeName() + "#" + name;
    }

    private static <T> T first(Class<T> type, Object[] given) {
        return Stream.of(given)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String method(Object owner, Object name, Class<?>... parameters) {
        return "method " + ((Class<?>) owner).getTypeName() + "#" + name + "(" + names(parameters) + ")";
    }

    private static String names(Class<?>... types) {
        return Stream.of(types).map(Class::getTypeName).collect(Collectors.joining(","));
    }

    private static String resource(Class<?> of, String name) {
        return "resource "
                + (name.startsWith("/")
                        ? name.substring(1)
                        : of.getPackageName().replace('.', '/') + "/" + name);
    }

    /** Of a {@code FunctionDescriptor}, which this Java may not have; its text is {@code (ARGUMENTS)RESULT}. */
    private static String signature(Object[] given) {
        String text = Stream.of(given)
                .map(String::valueOf)
                .filter(each -> each.matches("\\((i4|j8)*\\)(i4|j8|v)"))
                .findFirst()
                .orElseThrow();
        String arguments = text.substring(1, text.indexOf(')')).replaceAll("(?<=\\d)(?=\\w)", ",");
        return (text.substring(text.indexOf(')') + 1) + "(" + arguments + ")")
                .replace("i4", "jint")
                .replace("j8", "jlong")
                .replaceFirst("^v", "void");
    }
}
