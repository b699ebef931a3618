package dev.factorizer.io.numpy;

import dev.factorizer.io.voxels.VoxelType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a header says: a dictionary of Python, of which only the three entries that NumPy writes are understood. Nothing is evaluated.
 *
 * @param type what a number is
 * @param bool whether it is a truth value, of one byte
 * @param bytes which byte of a number comes first
 * @param fortran whether the first index changes fastest, else the last
 * @param shape the sizes
 */
record NumpyHeader(VoxelType type, boolean bool, ByteOrder bytes, boolean fortran, List<Long> shape) {
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*('[^']*'|\"[^\"]*\"|True|False|\\([\\s\\dL,+-]*\\))\\s*(,|(?=\\}))\\s*");
    private static final Pattern TYPE = Pattern.compile("([<>|])([biuf])(\\d{1,2})");
    private static final Pattern SIZE = Pattern.compile("(-?\\d{1,18})L?");

    /** A problem with the text; the reader adds the file's name. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static NumpyHeader of(String text) throws Unusable {
        Map<String, String> entries = entries(text);
        String descr = entries.get("descr");
        String order = entries.get("fortran_order");
        String shape = entries.get("shape");
        if (entries.size() != 3 || descr == null || order == null || shape == null) {
            throw new Unusable("its header has the entries " + cut(String.join(", ", entries.keySet().stream().sorted().toList()))
                    + ", expected descr, fortran_order, shape");
        }
        if (!order.equals("True") && !order.equals("False")) {
            throw new Unusable("fortran_order is " + cut(order) + ", expected True or False");
        }
        Matcher type = TYPE.matcher(unquoted("descr", descr));
        if (!type.matches()) {
            throw other(descr);
        }
        return new NumpyHeader(type(type), type.group(2).equals("b"),
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, order.equals("True"),
                shape(shape));
    }

    private static Map<String, String> entries(String text) throws Unusable {
        String stripped = text.strip();
        Matcher entry = ENTRY.matcher(stripped);
        Map<String, String> entries = new HashMap<>();
        if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
            throw new Unusable("its header is \"" + cut(stripped) + "\", expected a dictionary such as {'descr': '<f4',"
                    + " 'fortran_order': False, 'shape': (64, 64, 32), }");
        }
        int at = 1;
        while (at < stripped.length() - 1) {
            entry.region(at, stripped.length());
            if (!entry.lookingAt()) {
                throw stripped.startsWith("'descr': [", at) ? new Unusable("descr is a list, so its elements are records,"
                        + " expected numbers; save one of their fields")
                        : new Unusable("its header has \"" + cut(stripped.substring(at)) + "\", expected a text, True, False or a tuple"
                        + " of whole numbers for each of descr, fortran_order, shape");
            }
            String key = entry.group(1) != null ? entry.group(1) : entry.group(2);
            if (entries.put(key, entry.group(3)) != null) {
                throw new Unusable("its header has two entries " + cut(key) + ", expected one");
            }
            at = entry.end();
        }
        return entries;
    }

    private static VoxelType type(Matcher type) throws Unusable {
        int bits = 8 * Integer.parseInt(type.group(3));
        VoxelType found = switch (type.group(2) + bits) {
            case "b8", "u8" -> VoxelType.UINT8;
            case "i8" -> VoxelType.INT8;
            case "i16" -> VoxelType.INT16;
            case "u16" -> VoxelType.UINT16;
            case "i32" -> VoxelType.INT32;
            case "u32" -> VoxelType.UINT32;
            case "i64" -> VoxelType.INT64;
            case "u64" -> VoxelType.UINT64;
            case "f16" -> VoxelType.FLOAT16;
            case "f32" -> VoxelType.FLOAT32;
            case "f64" -> VoxelType.FLOAT64;
            default -> throw other("'" + type.group() + "'");
        };
        if (found.bytes() > 1 && type.group(1).equals("|")) {
            throw other("'" + type.group() + "'");
        }
        return found;
    }

    private static Unusable other(String descr) {
        return new Unusable("descr is " + cut(descr) + (descr.contains("O") ? ", objects, which are pickles and are never read;"
                + " save numbers, for example by .astype(numpy.float32)" : ", expected truth values, whole numbers of up to 64 bits or"
                + " fractions of 16, 32 or 64, such as '<f4'"));
    }

    private static String unquoted(String key, String value) throws Unusable {
        if (!value.startsWith("'") && !value.startsWith("\"")) {
            throw new Unusable(key + " is " + cut(value) + ", expected a text such as '<f4'");
        }
        return value.substring(1, value.length() - 1);
    }

    private static List<Long> shape(String tuple) throws Unusable {
        List<Long> shape = new ArrayList<>();
        if (!tuple.startsWith("(")) {
            throw new Unusable("shape is " + cut(tuple) + ", expected a tuple such as (64, 64, 32)");
        }
        for (String part : tuple.substring(1, tuple.length() - 1).split(",")) {
            Matcher size = SIZE.matcher(part.strip());
            if (!size.matches() || size.group(1).startsWith("-")) {
                if (part.isBlank()) {
                    continue;
                }
                throw new Unusable("shape is " + cut(tuple) + ", expected whole numbers of at least 1");
            }
            shape.add(Long.valueOf(size.group(1)));
        }
        return shape;
    }

    /** Long enough for a message. */
    static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
