package dev.factorizer.io.dicom.series;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Siemens's own header of an image, as nibabel describes it: named fields of texts, one after the other in little-endian order. Its
 * second form begins with {@code SV10}; in the first, lengths are written in another place.
 *
 * @param fields the values of each field that is asked for
 */
record CsaHeader(Map<String, List<String>> fields) {
    private static final int MOST_FIELDS = 1000;
    private static final int MOST_ITEMS = 1000;
    private static final int NAME_LENGTH = 64;
    private static final int LONGEST_KEPT = 100;

    /**
     * Takes a header apart, as far as it goes: after a length that lies nothing more is read.
     *
     * @param bytes the header
     * @param names the fields that are kept
     */
    static CsaHeader of(byte[] bytes, List<String> names) {
        Map<String, List<String>> fields = new HashMap<>();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            boolean second = bytes.length > 4 && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("SV10");
            in.position(second ? 8 : 0);
            int count = in.getInt();
            in.getInt();
            // The lengths of the first form are too large by the number of items of the first field.
            int excess = 0;
            for (int field = 0; field < count && field < MOST_FIELDS; field++) {
                String name = text(in, NAME_LENGTH);
                in.position(in.position() + 12);
                int items = in.getInt();
                in.getInt();
                if (items < 0 || items > MOST_ITEMS) {
                    break;
                }
                excess = field == 0 && !second ? items : excess;
                List<String> values = new ArrayList<>();
                for (int item = 0; item < items; item++) {
                    int length = in.getInt() - excess;
                    int other = in.getInt();
                    in.getInt();
                    in.getInt();
                    String value = text(in, second ? other : length).strip();
                    if (!value.isEmpty() && value.length() < LONGEST_KEPT) {
                        values.add(value);
                    }
                    in.position(Math.min(in.limit(), in.position() + (4 - in.position() % 4) % 4));
                }
                if (names.contains(name)) {
                    fields.put(name, values);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // What was read before a length that lies is still good; what is missing is for the caller to say.
            return new CsaHeader(fields);
        }
        return new CsaHeader(fields);
    }

    private static String text(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The numbers of a field; none if it is missing or holds something else. */
    double[] numbers(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(values.get(i));
            } catch (NumberFormatException e) {
                return new double[0];
            }
        }
        return numbers;
    }
}
