package dev.factorizer.io.nrrd;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.voxels.HeaderLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The lines of a header: fields of the format, and pairs of key and value that are free.
 *
 * @param file the header's file
 * @param fields by their names in small letters, one spelling each
 * @param pairs key and value
 * @param length how many bytes of the file it takes
 */
record NrrdHeader(Path file, Map<String, String> fields, Map<String, String> pairs, long length) {
    private static final Map<String, String> SPELLINGS = Map.of("datafile", "data file", "lineskip", "line skip", "byteskip",
            "byte skip", "axismins", "axis mins", "axismaxs", "axis maxs", "centerings", "centers", "oldmin", "old min", "oldmax",
            "old max", "sampleunits", "sample units");
    private static final Set<String> KNOWN = Set.of("content", "type", "block size", "blocksize", "dimension", "sizes", "spacings",
            "thicknesses", "axis mins", "axis maxs", "centers", "labels", "units", "kinds", "min", "max", "old min", "old max",
            "endian", "encoding", "line skip", "byte skip", "number", "sample units", "space", "space dimension", "space units",
            "space origin", "space directions", "measurement frame", "data file");
    private static final int MOST_AXES = 16;
    /** Sums of a few such numbers don't overflow. */
    private static final long LARGEST_NUMBER = 1L << 50;

    static NrrdHeader read(Path file, InputStream in, Consumer<String> warnings) throws IOException {
        HeaderLines lines = new HeaderLines(file, in);
        String magic = lines.next().orElse("");
        if (!magic.matches("NRRD000[1-5]")) {
            throw new MalformedFileException(file, "begins with \"" + cut(magic) + "\", expected NRRD0001 to NRRD0005");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> pairs = new HashMap<>();
        int unknown = 0;
        for (Optional<String> next = lines.next(); next.isPresent() && !next.get().isEmpty(); next = lines.next()) {
            String line = next.get();
            int pair = line.indexOf(":=");
            int colon = line.indexOf(": ");
            int field = colon < 0 && line.endsWith(":") ? line.length() - 1 : colon;
            if (line.startsWith("#")) {
                continue;
            }
            if (pair > 0 && (field < 0 || pair < field)) {
                pairs.put(line.substring(0, pair), unescaped(line.substring(pair + 2)));
            } else if (field > 0) {
                String name = line.substring(0, field).strip().toLowerCase(Locale.ROOT);
                String one = SPELLINGS.getOrDefault(name, name);
                if (!KNOWN.contains(one)) {
                    if (unknown++ == 0) {
                        warnings.accept("\"" + cut(line) + "\" is no field of NRRD; it is left out, while ITK refuses the file");
                    }
                } else if (fields.put(one, line.substring(field + 1).strip()) != null) {
                    throw new MalformedFileException(file, "has two fields \"" + one + "\", expected one");
                } else if (one.equals("data file") && fields.get(one).matches("LIST( .*)?")) {
                    // Names of files follow to the end, no fields.
                    break;
                }
            } else {
                throw new MalformedFileException(file, "its header has the line \"" + cut(line)
                        + "\", expected \"field: value\" or \"key:=value\"");
            }
        }
        return new NrrdHeader(file, fields, pairs, lines.position());
    }

    /** Long enough for a message. */
    static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static String unescaped(String value) {
        return value.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\');
    }

    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    String required(String name) throws IOException {
        return field(name).orElseThrow(() -> new MalformedFileException(file, "has no field \"" + name
                + "\", which is required"));
    }

    MalformedFileException refused(String name, String expected) {
        return new MalformedFileException(file, name + " is \"" + cut(fields.getOrDefault(name, "")) + "\", expected " + expected);
    }

    long whole(String name, long least, long otherwise) throws IOException {
        if (field(name).isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(fields.get(name));
            if (value >= least && value <= LARGEST_NUMBER) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused(name, "a whole number");
        }
        throw refused(name, least + " to " + LARGEST_NUMBER);
    }

    int dimension() throws IOException {
        required("dimension");
        long dimension = whole("dimension", 1, 0);
        if (dimension > MOST_AXES) {
            throw refused("dimension", "at most " + MOST_AXES);
        }
        return (int) dimension;
    }

    List<Long> sizes() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (String word : words("sizes", dimension(), required("sizes"))) {
            try {
                sizes.add(Long.parseLong(word));
            } catch (NumberFormatException e) {
                throw refused("sizes", "whole numbers");
            }
        }
        return sizes;
    }

    /** A field with a word for each axis; empty if there is none. */
    Optional<List<String>> perAxis(String name) throws IOException {
        Optional<String> field = field(name);
        return field.isEmpty() ? Optional.empty() : Optional.of(words(name, dimension(), field.get()));
    }

    /** A field with a number for each axis, NaN where it is not known; empty if there is none. */
    Optional<double[]> numbers(String name) throws IOException {
        Optional<List<String>> words = perAxis(name);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        double[] numbers = new double[words.get().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(name, words.get().get(i));
        }
        return Optional.of(numbers);
    }

    double number(String name, String word) throws IOException {
        try {
            return word.equalsIgnoreCase("nan") ? Double.NaN : Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw refused(name, "numbers");
        }
    }

    private List<String> words(String name, int count, String value) throws IOException {
        List<String> words = Arrays.stream(value.split("\\s+")).filter(word -> !word.isEmpty()).toList();
        if (words.size() != count) {
            throw refused(name, count + " values, one for each axis");
        }
        return words;
    }
}
