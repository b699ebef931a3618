package dev.factorizer.io.weights;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A safetensors file whose last tensor, {@code sha256}, is the SHA-256 of all bytes before it: 32 bytes at the end of the file. It is
 * written and read one tensor at a time, so that what is saved is never in memory as a whole.
 */
public final class SealedWeights {
    private static final String SEAL = "sha256";
    private static final int SEAL_BYTES = 32;

    private final Path file;
    private final Map<String, String> metadata;
    private final Map<String, List<Integer>> shapes;

    private SealedWeights(Path file, Map<String, String> metadata, Map<String, List<Integer>> shapes) {
        this.file = file;
        this.metadata = metadata;
        this.shapes = shapes;
    }

    /**
     * Writes float32 tensors, whole or not at all.
     *
     * @param file the file; its folder must exist
     * @param metadata notes
     * @param shapes the sizes of each tensor
     * @param values gives a tensor's elements, row-major; asked once for each, in the order of names
     * @throws IOException if it can't be written
     * @throws IllegalArgumentException if a tensor is named {@code sha256}, has another number of elements than its sizes
     *     say, or names and notes are longer than what is read again
     */
    public static void write(Path file, Map<String, String> metadata, Map<String, List<Integer>> shapes,
            Function<String, float[]> values) throws IOException {
        if (shapes.containsKey(SEAL)) {
            throw new IllegalArgumentException("weights: a tensor is named \"" + SEAL + "\", which is the name of the check sum");
        }
        AtomicFile.write(file, out -> writeTo(out, metadata, new TreeMap<>(shapes), values));
    }

    private static void writeTo(OutputStream out, Map<String, String> metadata, Map<String, List<Integer>> shapes,
            Function<String, float[]> values) throws IOException {
        List<SafetensorsWriter.Declared> order = new ArrayList<>();
        shapes.forEach((name, sizes) -> order.add(new SafetensorsWriter.Declared(name, ElementType.F32, array(sizes))));
        order.add(new SafetensorsWriter.Declared(SEAL, ElementType.U8, new int[] {SEAL_BYTES}));
        byte[] header = SafetensorsWriter.header(metadata, order);
        if (header.length > SafetensorsReader.LONGEST_HEADER) {
            throw new IllegalArgumentException("weights: names and notes take " + header.length + " bytes, expected at most "
                    + SafetensorsReader.LONGEST_HEADER + ", as no more is read again");
        }
        // Not closed: the file is the caller's to close, and nothing is buffered here.
        DigestOutputStream sealed = new DigestOutputStream(out, sha256());
        sealed.write(header);
        for (Map.Entry<String, List<Integer>> tensor : shapes.entrySet()) {
            sealed.write(StoredTensor.of(array(tensor.getValue()), values.apply(tensor.getKey())).bytes());
        }
        out.write(sealed.getMessageDigest().digest());
    }

    /**
     * Reads the header of a file. Whether its data is what was written is not known before {@link #requireWhole()}.
     *
     * @param file the file
     * @return notes and sizes
     * @throws MalformedFileException if it breaks a rule of the format, or doesn't end with its check sum
     * @throws IOException if it can't be read
     */
    public static SealedWeights open(Path file) throws IOException {
        SafetensorsReader.Layout layout = SafetensorsReader.layout(file);
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : layout.entries()) {
            shapes.put(entry.name(), Arrays.stream(entry.shape()).boxed().toList());
        }
        if (!List.of(SEAL_BYTES).equals(shapes.remove(SEAL)) || !layout.entries().getLast().name().equals(SEAL)
                || layout.entries().getLast().type() != ElementType.U8) {
            throw new MalformedFileException(file, "doesn't end with a tensor " + SEAL + " of " + SEAL_BYTES
                    + " bytes, expected the check sum of all bytes before");
        }
        for (SafetensorsHeader.Entry entry : layout.entries()) {
            if (shapes.containsKey(entry.name()) && entry.type() != ElementType.F32) {
                throw new MalformedFileException(file, "tensor \"" + Brief.of(entry.name()) + "\" has dtype \""
                        + Brief.of(entry.typeName()) + "\", expected F32");
            }
        }
        return new SealedWeights(file, layout.metadata(), shapes);
    }

    /** {@return the notes} */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** {@return the sizes of each tensor but the check sum} */
    public Map<String, List<Integer>> shapes() {
        return Collections.unmodifiableMap(shapes);
    }

    /**
     * Reads the file once and compares its check sum.
     *
     * @throws MalformedFileException if it is not what was written
     * @throws IOException if it can't be read
     */
    public void requireWhole() throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = Files.size(file) - SEAL_BYTES; left > 0;) {
                int count = in.read(block, 0, (int) Math.min(block.length, left));
                if (count < 0) {
                    throw new EOFException(file + ": became shorter while it was read");
                }
                digest.update(block, 0, count);
                left -= count;
            }
            if (!Arrays.equals(in.readNBytes(SEAL_BYTES), digest.digest())) {
                throw new MalformedFileException(file, "its contents don't have the " + SEAL + " it states; it is damaged");
            }
        }
    }

    /**
     * Reads all tensors, one after the other.
     *
     * @param use is given name and tensor
     * @throws IOException if it can't be read
     */
    public void forEach(BiConsumer<String, StoredTensor> use) throws IOException {
        SafetensorsReader.read(file, sources -> {
            if (!sources.keySet().containsAll(shapes.keySet())) {
                throw new MalformedFileException(file, "has other tensors than when it was opened, expected a file that is left alone");
            }
            for (String name : shapes.keySet()) {
                use.accept(name, Objects.requireNonNull(sources.get(name), "a tensor is missing").read());
            }
            return new Weights(Map.of(), Map.of());
        });
    }

    private static int[] array(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
