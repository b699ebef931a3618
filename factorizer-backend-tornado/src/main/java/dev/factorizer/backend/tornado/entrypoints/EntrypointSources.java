package dev.factorizer.backend.tornado.entrypoints;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.movement.TransferKernels;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The text of three classes, made of the list of kernels alone: the same list gives the same text. */
final class EntrypointSources {
    /** Where the classes are. */
    static final String PACKAGE = "dev.factorizer.backend.tornado.adapter.entrypoints";

    private static final String ITEMS = "Entrypoints";
    private static final String GROUPS = "GroupEntrypoints";
    private static final String LAUNCHES = "Launches";

    private static final String HEAD = """
            package %s;

            %s

            /** %s Made by the build; see EntrypointSources. */
            public final class %s {
                private %4$s() { }
            %s}
            """;

    private static final String ITEM = """

                public static void %s(%s) {
                    for (@Parallel int item = 0; item < %s[0]; item++) {
                        %s.%s(item, %s);
                    }
                }
            """;

    private static final String GROUP = """

                public static void %1$s(KernelContext context, float[] memory, int[] integers, int[] settings) {
                    float[] tile = context.allocateFloatLocalArray(GroupTiles.ELEMENTS);
                    float[] sums = new float[GroupTiles.SUMS];
                    int group = context.groupIdx;
                    int lane = context.localIdx;
                    %2$s.begin(group, lane, memory, settings, sums);
                    int steps = %2$s.steps(group, settings);
                    for (int step = 0; step < steps; step++) {
                        %2$s.load(group, lane, step, memory, settings, tile);
                        context.localBarrier();
                        GroupTiles.multiply(lane, tile, sums);
                        context.localBarrier();
                    }
                    %2$s.store(group, lane, sums, memory, settings);
                }
            """;

    private static final String LAUNCH = """

                public static void %s(TaskGraph graph, String id, Kernel kernel, float[] memory, int[] integers, int[] settings) {
                    switch (kernel) {
            %s        }
                }
            """;

    private EntrypointSources() { }

    /** All classes, by their simple names. */
    static Map<String, String> all() {
        List<Kernel> kernels = List.of(Kernel.values());
        List<Kernel> grouped = kernels.stream().filter(kernel -> kernel.phases().isPresent()).toList();
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(ITEMS, source(ITEMS, "What TornadoVM compiles for each kernel: a loop over its work items.",
                "uk.ac.manchester.tornado.api.annotations.Parallel", Stream.concat(kernels.stream().map(Kernel::method),
                        transfers()).map(EntrypointSources::item).collect(Collectors.joining())));
        sources.put(GROUPS, source(GROUPS, "The kernels that are the work of groups, with barriers between the phases.",
                "dev.factorizer.backend.tornado.kernels.blocks.GroupTiles;\nimport uk.ac.manchester.tornado.api.KernelContext",
                grouped.stream().map(kernel -> String.format(Locale.ROOT, GROUP, name(kernel.method()),
                        kernel.phases().orElseThrow().getName())).collect(Collectors.joining())));
        sources.put(LAUNCHES, source(LAUNCHES, "Which entrypoint starts which kernel.", Kernel.class.getName()
                + ";\nimport uk.ac.manchester.tornado.api.KernelContext;\nimport uk.ac.manchester.tornado.api.TaskGraph",
                launches("add", kernels, kernel -> "graph.task(id, " + ITEMS + "::" + name(kernel.method())
                        + ", memory, integers, settings)", "")
                + launches("addGroups", grouped, kernel -> "graph.task(id, " + GROUPS + "::" + name(kernel.method())
                        + ", new KernelContext(), memory, integers, settings)",
                        "            default -> throw new IllegalArgumentException(kernel + \" is not the work of groups\");\n")));
        return sources;
    }

    private static String source(String name, String what, String imports, String body) {
        return String.format(Locale.ROOT, HEAD, PACKAGE, "import " + imports + ";", what, name, body);
    }

    /** What copies between the host and the device. */
    private static Stream<Method> transfers() {
        return Arrays.stream(TransferKernels.class.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName));
    }

    /**
     * TornadoVM gives a device's function the name of its entrypoint, and device languages have functions and macros of their own called
     * {@code exp}, {@code floor} or {@code select}: so all have a prefix. Kernels are inlined, and their names don't matter.
     */
    private static String name(Method kernel) {
        return "run" + kernel.getName().substring(0, 1).toUpperCase(Locale.ROOT) + kernel.getName().substring(1);
    }

    /** The last argument has the settings, of which the first is the number of items. */
    private static String item(Method kernel) {
        Class<?>[] types = kernel.getParameterTypes();
        List<String> names = IntStream.range(1, types.length).mapToObj(i -> "argument" + i).toList();
        String declared = IntStream.range(1, types.length).mapToObj(i -> types[i].getSimpleName() + " argument" + i)
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, ITEM, name(kernel), declared, names.getLast(), kernel.getDeclaringClass().getName(),
                kernel.getName(), String.join(", ", names));
    }

    private static String launches(String name, List<Kernel> kernels, Function<Kernel, String> call, String rest) {
        return String.format(Locale.ROOT, LAUNCH, name, kernels.stream()
                .map(kernel -> "            case " + kernel + " -> " + call.apply(kernel) + ";\n").collect(Collectors.joining()) + rest);
    }
}
