package dev.factorizer.backend.tornado;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The phases of a group's work, as {@link Kernel} describes them, one item after the other in each. */
record WorkGroup(MethodHandle begin, MethodHandle steps, MethodHandle load, MethodHandle store) {
    /** Those of all kernels that have them. */
    static Map<Kernel, WorkGroup> all() {
        Map<Kernel, WorkGroup> groups = new EnumMap<>(Kernel.class);
        for (Kernel kernel : Kernel.values()) {
            kernel.phases().ifPresent(phases -> groups.put(kernel,
                    new WorkGroup(find(phases, "begin"), find(phases, "steps"), find(phases, "load"), find(phases, "store"))));
        }
        return groups;
    }

    private static MethodHandle find(Class<?> phases, String name) {
        try {
            return MethodHandles.lookup().unreflect(Arrays.stream(phases.getMethods()).filter(method -> method.getName().equals(name))
                    .findFirst().orElseThrow());
        } catch (IllegalAccessException e) {
            throw new AssertionError(phases + "." + name + " is not public", e);
        }
    }

    /** Does the work of a group. */
    void run(int group, float[] memory, int[] settings) {
        float[] tile = new float[GroupTiles.ELEMENTS];
        float[][] sums = new float[GroupTiles.LANES][GroupTiles.SUMS];
        try {
            for (int lane = 0; lane < GroupTiles.LANES; lane++) {
                begin.invokeExact(group, lane, memory, settings, sums[lane]);
            }
            int count = (int) steps.invokeExact(group, settings);
            for (int step = 0; step < count; step++) {
                for (int lane = 0; lane < GroupTiles.LANES; lane++) {
                    load.invokeExact(group, lane, step, memory, settings, tile);
                }
                for (int lane = 0; lane < GroupTiles.LANES; lane++) {
                    GroupTiles.multiply(lane, tile, sums[lane]);
                }
            }
            for (int lane = 0; lane < GroupTiles.LANES; lane++) {
                store.invokeExact(group, lane, sums[lane], memory, settings);
            }
        } catch (Throwable e) {
            throw new AssertionError("a phase threw", e);
        }
    }
}
