package io.threadpoolctl.faults;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Before and behind what a function of a library is called by. Where JNA has no memory left for the number that a setter has
 * returned, the setter has been called and yet there is an error.
 */
final class PointsAroundNativeCalls extends MethodVisitor {

    private static final Set<String> CALLS = Set.of(
            "java/util/function/IntSupplier.getAsInt",
            "java/util/function/LongSupplier.getAsLong",
            "java/util/function/IntConsumer.accept",
            "java/util/function/LongConsumer.accept",
            "java/util/function/IntUnaryOperator.applyAsInt",
            "java/util/function/Supplier.get",
            "java/util/function/IntFunction.apply",
            "io/threadpoolctl/spi/NativeFunction.call");

    PointsAroundNativeCalls(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean isCall = CALLS.contains(owner + "." + name);
        if (isCall) {
            point();
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (isCall) {
            point();
        }
    }

    private void point() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Faults.NAME, "point", "()V", false);
    }
}
