package dev.factorizer.io.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random codes of Python's pickle format with plausible arguments, so that many of them are run. */
final class RandomPickle {
    private static final String[] NAMES = {"collections\nOrderedDict\n", "torch._utils\n_rebuild_tensor_v2\n",
        "torch\nFloatStorage\n", "torch._utils\n_rebuild_parameter\n", "torch\nfloat32\n", "os\nsystem\n", "\n\n",
        "torch._utils\n_rebuild_tensor_v3\n", "torch._tensor\n_rebuild_from_type_v2\n", "torch\nUntypedStorage\n",
        "torch._utils\n_rebuild_parameter_with_state\n", "torch._utils\n_rebuild_qtensor\n", "torch\nSize\n",
        "collections\ndefaultdict\n", "collections\nCounter\n", "__builtin__\ngetattr\n", "__builtin__\nset\n",
        "my.project\nClass\n", "copy_reg\n_reconstructor\n"};
    private static final String SIMPLE = "(01N2}])talesudbRQ\u0085\u0086\u0087\u0088\u0089\u008f\u0090\u0093\u0094\u0081\u0091\u0092o";
    private static final String COUNTED = "KhqJjMBC\u008c\u008a\u008bTUXG\u0095\u008d\u008e";
    private static final String[] LINES = {"I01\n", "I7\n", "L3L\n", "F1.5\n", "Fnan\n", "S'storage'\n", "S'\n", "Vtext\n", "p0\n",
        "p01\n", "g0\n", "g01\n", "g99\n", "Ix\n", "L999999999999999999999\n"};

    private RandomPickle() { }

    static byte[] of(long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int steps = 1 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> out.write(SIMPLE.charAt(random.nextInt(SIMPLE.length())));
                case 4 -> latin(out, LINES[random.nextInt(LINES.length)]);
                case 5 -> latin(out, (random.nextInt(4) == 0 ? "(i" : "c") + NAMES[random.nextInt(NAMES.length)]);
                case 6 -> latin(out, "X\u0007\0\0\0storage");
                case 7 -> {
                    out.write(COUNTED.charAt(random.nextInt(COUNTED.length())));
                    out.write(random.nextInt(4));
                }
                case 8 -> latin(out, "K\u0001");
                default -> out.write(random.nextInt(256));
            }
        }
        latin(out, ".\u0080\u0002].");
        return out.toByteArray();
    }

    private static void latin(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
