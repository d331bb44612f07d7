package org.jcorn.spew;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What is traced; its line numbers matter. */
final class Traced {
    private Traced() {}

    static int loop(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += i;
        }
        return sum;
    }

    static Object constructs(int choice) {
        return new ArrayList<Object>(choice == 0 ? List.of() : List.of(new AtomicInteger(choice > 0 ? 1 : 2)));
    }

    static String switches(int choice) {
        return switch (choice) {
            case 0 -> "zero";
            case 1 -> "one" + new String(choice > 0 ? new char[] {'a'} : new char[0]);
            default -> "many";
        };
    }

    static int recovers(int choice) {
        try {
            return 1 / choice;
        } catch (ArithmeticException e) {
            return -1;
        } finally {
            choice++;
        }
    }

    static int calls(int choice) {
        IntSupplier supplier = () -> choice + 1;
        return supplier.getAsInt();
    }

    static int fails(int choice) {
        throw new IllegalStateException(choice == 0 ? "none" : "some");
    }
}
