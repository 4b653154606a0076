package io.threadpoolctl.demo.load;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number from 1 to the highest that an option allows. */
abstract class WholeNumber implements ITypeConverter<Integer> {

    private final int highest;

    private WholeNumber(int highest) {
        this.highest = highest;
    }

    @Override
    public Integer convert(String text) {
        if (text.matches("[1-9]\\d{0,8}") && Integer.parseInt(text) <= highest) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("'" + text + "' is given; allowed is 1 to " + highest);
    }

    static final class UpTo99 extends WholeNumber {
        UpTo99() {
            super(99);
        }
    }

    static final class UpTo256 extends WholeNumber {
        UpTo256() {
            super(256);
        }
    }

    static final class UpTo512 extends WholeNumber {
        UpTo512() {
            super(512);
        }
    }

    static final class UpTo600 extends WholeNumber {
        UpTo600() {
            super(600);
        }
    }

    static final class UpTo100000 extends WholeNumber {
        UpTo100000() {
            super(100_000);
        }
    }
}
