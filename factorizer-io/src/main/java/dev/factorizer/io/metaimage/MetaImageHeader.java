package dev.factorizer.io.metaimage;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.voxels.HeaderLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of a header, each a key and a value.
 *
 * @param file the header's file
 * @param fields values by their keys
 * @param length how many bytes of the file it takes
 */
record MetaImageHeader(Path file, Map<String, String> fields, long length) {
    /** The last line: voxels follow. */
    static final String DATA = "ElementDataFile";

    private static final int MOST_DIMENSIONS = 4;

    static MetaImageHeader read(Path file, InputStream in) throws IOException {
        HeaderLines lines = new HeaderLines(file, in);
        Map<String, String> fields = new LinkedHashMap<>();
        while (!fields.containsKey(DATA)) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                throw new MalformedFileException(file, "ends without the line \"" + DATA + " = …\", which says where its voxels are");
            }
            add(file, line.get(), fields);
        }
        return new MetaImageHeader(file, fields, lines.position());
    }

    private static void add(Path file, String line, Map<String, String> fields) throws IOException {
        if (line.isBlank()) {
            return;
        }
        String[] parts = line.split("[=:]", 2);
        String key = parts[0].strip();
        if (parts.length < 2 || key.isEmpty()) {
            throw new MalformedFileException(file, "its header has the line \"" + cut(line) + "\", expected \"key = value\"");
        }
        String value = parts[1].strip();
        String before = fields.put(key, value);
        if (before != null && !before.equals(value) && !key.equals("Comment")) {
            throw new MalformedFileException(file, key + " is \"" + cut(before) + "\" and \"" + cut(value) + "\", expected one of them");
        }
    }

    /** Long enough for a message. */
    static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    MalformedFileException refused(String key, String expected) {
        return new MalformedFileException(file, key + " is \"" + cut(fields.getOrDefault(key, "")) + "\", expected " + expected);
    }

    Optional<String> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    String required(String key) throws IOException {
        return field(key).orElseThrow(() -> new MalformedFileException(file, "has no line \"" + key + " = …\", which is required"));
    }

    /** True where the value begins as the word does: MetaIO looks at the first letter only. */
    boolean isTrue(String key) throws IOException {
        String value = fields.getOrDefault(key, "False");
        if (!value.matches("(?i)true|t|1|false|f|0")) {
            throw refused(key, "True or False");
        }
        return value.matches("(?i)true|t|1");
    }

    long whole(String key, long least, long most, long otherwise) throws IOException {
        if (field(key).isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(fields.get(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(key, "a whole number");
        }
        throw refused(key, least + " to " + most);
    }

    int dimensions() throws IOException {
        required("NDims");
        return (int) whole("NDims", 1, MOST_DIMENSIONS, 0);
    }

    List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (String word : words("DimSize", required("DimSize"), dimensions())) {
            try {
                sizes.add(Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw refused("DimSize", "whole numbers");
            }
        }
        return sizes;
    }

    /** The numbers of the first of some keys that is there; MetaIO knows several names for one thing. */
    Optional<double[]> numbers(int count, String... keys) throws IOException {
        for (String key : keys) {
            Optional<String> field = field(key);
            if (field.isPresent()) {
                String[] words = words(key, field.get(), count);
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    try {
                        numbers[i] = Double.parseDouble(words[i]);
                    } catch (NumberFormatException e) {
                        throw refused(key, "numbers");
                    }
                }
                return Optional.of(numbers);
            }
        }
        return Optional.empty();
    }

    private String[] words(String key, String value, int count) throws IOException {
        String[] words = value.split("\\s+");
        if (words.length != count) {
            throw refused(key, count + " numbers");
        }
        return words;
    }
}
