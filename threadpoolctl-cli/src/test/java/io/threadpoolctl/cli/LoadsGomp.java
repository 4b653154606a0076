package io.threadpoolctl.cli;

/** A class as people have them: it loads its native library when it is initialised. */
final class LoadsGomp {

    static {
        System.load("/usr/lib/x86_64-linux-gnu/libgomp.so.1");
    }

    private LoadsGomp() {}

    public static void main(String[] arguments) {
        System.out.println("main ran with " + arguments.length + " arguments");
    }
}
