package io.threadpoolctl.faults;

import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads a copy of the core and its tests, in which the core's own code passes a point of {@link Faults} at every step, or
 * before and behind every call of a native function of a library.
 */
public final class FaultLoader extends ClassLoader {

    private static final String OURS = "io.threadpoolctl.";
    private final Map<String, byte[]> instrumented = new ConcurrentHashMap<>();
    private final String main = Threadpools.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toString();

    private final UnaryOperator<MethodVisitor> points;

    private FaultLoader(UnaryOperator<MethodVisitor> points) {
        super(FaultLoader.class.getClassLoader());
        this.points = points;
    }

    /** A copy of its own that passes a point at every step. */
    public static FaultLoader atEveryStep() {
        return new FaultLoader(Points::new);
    }

    /** A copy of its own that passes a point before each call of a library's function, and one behind it. */
    public static FaultLoader aroundNativeCalls() {
        return new FaultLoader(PointsAroundNativeCalls::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(FaultLoader.class.getPackageName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] code = instrumented.get(name);
        if (code == null) {
            code = code(name);
            instrumented.put(name, code);
        }
        return defineClass(name, code, 0, code.length);
    }

    private byte[] code(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        URL url = getParent().getResource(file);
        if (url == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = url.openStream()) {
            byte[] plain = in.readAllBytes();
            return url.toString().startsWith(main) ? withPoints(plain) : plain;
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private byte[] withPoints(byte[] plain) {
        ClassReader reader = new ClassReader(plain);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return points.apply(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }
}
