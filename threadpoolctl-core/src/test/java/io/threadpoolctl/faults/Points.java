package io.threadpoolctl.faults;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Before what is called, and behind what is allocated, since frames refer to the very instruction that allocates. */
final class Points extends MethodVisitor {

    Points(MethodVisitor next) {
        super(Opcodes.ASM9, next);
    }

    private void point() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Faults.NAME, "point", "()V", false);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (!owner.equals("java/lang/Object")) {
            point();
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, org.objectweb.asm.Handle bootstrap, Object... arguments) {
        point();
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
            point();
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        if (opcode == Opcodes.NEWARRAY) {
            point();
        }
    }
}
