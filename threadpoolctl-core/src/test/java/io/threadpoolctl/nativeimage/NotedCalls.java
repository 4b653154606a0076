package io.threadpoolctl.nativeimage;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/** Before each reflective call, hands what is called and all that it is given to {@link ReflectiveUses}. */
final class NotedCalls extends GeneratorAdapter {

    private static final Type USES = Type.getType(ReflectiveUses.class);

    /** No method there has as many. */
    private static final int FREE_LOCALS = 200;

    private static final Method NOTE = Method.getMethod("void note(String, Object[])");

    NotedCalls(MethodVisitor method, int access, String name, String descriptor) {
        super(Opcodes.ASM9, method, access, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (ReflectiveUses.isReflective(owner, name)) {
            note(opcode, owner, name, Type.getArgumentTypes(descriptor));
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    private void note(int opcode, String owner, String name, Type[] arguments) {
        int receivers = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
        Type[] types = new Type[receivers + arguments.length];
        System.arraycopy(arguments, 0, types, receivers, arguments.length);
        if (receivers == 1) {
            types[0] = Type.getObjectType(owner);
        }
        for (int i = types.length - 1; i >= 0; i--) {
            mv.visitVarInsn(types[i].getOpcode(Opcodes.ISTORE), local(i));
        }
        push(owner + "." + name);
        push(types.length);
        newArray(Type.getType(Object.class));
        for (int i = 0; i < types.length; i++) {
            dup();
            push(i);
            mv.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local(i));
            box(types[i]);
            arrayStore(Type.getType(Object.class));
        }
        invokeStatic(USES, NOTE);
        for (int i = 0; i < types.length; i++) {
            mv.visitVarInsn(types[i].getOpcode(Opcodes.ILOAD), local(i));
        }
    }

    /** Not one of the adapter's, which would be in the stack maps of the code behind. */
    private static int local(int argument) {
        return FREE_LOCALS + 2 * argument;
    }
}
