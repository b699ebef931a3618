package dev.factorizer.backend.tornado;

import dev.factorizer.backend.tornado.kernels.Kernel;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.Map;

/** What one work item of a kernel does, called as {@link Kernel} describes it. */
@FunctionalInterface
interface WorkItem {
    void run(int item, float[] memory, int[] integers, int[] settings);

    /** Those of all kernels. */
    static Map<Kernel, WorkItem> all() {
        Map<Kernel, WorkItem> items = new EnumMap<>(Kernel.class);
        for (Kernel kernel : Kernel.values()) {
            items.put(kernel, of(kernel));
        }
        return items;
    }

    /** As fast as a method reference. */
    private static WorkItem of(Kernel kernel) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle method = lookup.unreflect(kernel.method());
            return (WorkItem) LambdaMetafactory.metafactory(lookup, "run", MethodType.methodType(WorkItem.class),
                    method.type(), method, method.type()).getTarget().invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(kernel + " can't be called", e);
        }
    }
}
