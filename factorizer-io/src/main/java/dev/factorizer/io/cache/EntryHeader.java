package dev.factorizer.io.cache;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.augmentation.LabelCounts;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a cached case begins with.
 *
 * <pre>
 * FACTCASE                   eight characters
 * length, CRC-32C            of the header, each four bytes, little-endian
 * header                     JSON: sizes, affine, channels, bytes of a label, labels, and the CRC-32C of each plane
 * planes of the image        (C, X, Y, Z), float32, little-endian
 * planes of the label map    (X, Y, Z), one byte each, or two
 * </pre>
 *
 * @param grid where the voxels are
 * @param channels of the image
 * @param labelBytes 1 or 2 for each voxel
 * @param labels how many voxels of each label there are
 * @param checksums of each plane, those of the image first
 */
record EntryHeader(Grid grid, int channels, int labelBytes, LabelCounts labels, List<Long> checksums) {
    static final int START = 16;
    private static final byte[] MAGIC = {'F', 'A', 'C', 'T', 'C', 'A', 'S', 'E'};
    private static final int LONGEST = 1 << 26;

    EntryHeader {
        if (channels < 1 || labelBytes < 1 || labelBytes > 2 || labels.planes() != grid.x()
                || checksums.size() != (channels + 1L) * grid.x()) {
            throw new IllegalArgumentException("case: " + channels + " channels, " + labelBytes + " bytes for a label, "
                    + labels.planes() + " planes and " + checksums.size() + " checksums don't belong to "
                    + grid.describeSizes() + " voxels");
        }
        checksums = List.copyOf(checksums);
        grid.values(channels);
    }

    long planeBytes(boolean isImage) {
        return (long) grid.y() * grid.z() * (isImage ? Float.BYTES : labelBytes);
    }

    /** Bytes of all planes. */
    long dataBytes() {
        return grid.x() * (channels * planeBytes(true) + planeBytes(false));
    }

    /** Where a plane is, counted from the first. */
    long offset(int plane) {
        int ofImage = channels * grid.x();
        return Math.min(plane, ofImage) * planeBytes(true) + Math.max(0, plane - ofImage) * planeBytes(false);
    }

    /** The beginning of the file. */
    byte[] bytes() {
        SettingsWriter tree = new SettingsWriter().put("format", CaseKeys.FORMAT).put("size", List.of(grid.x(), grid.y(), grid.z()))
                .put("affine", Arrays.stream(grid.affine().toArray()).boxed().toList()).put("channels", channels)
                .put("labelBytes", labelBytes).put("labels", labels.counts().keySet().stream().toList())
                .put("labelCounts", labels.counts().values().stream().toList()).put("checksums", checksums);
        byte[] json = JsonTree.text(tree.toTree());
        return ByteBuffer.allocate(START + json.length).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putInt(json.length)
                .putInt((int) checksum(json)).put(json).array();
    }

    static long checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }

    /** The length of the header behind the first sixteen bytes, checked against the file. */
    static int length(ByteBuffer start, long fileSize, Path file) throws MalformedFileException {
        byte[] magic = new byte[MAGIC.length];
        start.get(0, magic);
        int length = start.getInt(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC) || length < 2 || length > Math.min(LONGEST, fileSize - START)) {
            throw new MalformedFileException(file, "is no cached case, or damaged in its first bytes");
        }
        return length;
    }

    static EntryHeader of(ByteBuffer start, byte[] json, long fileSize, Path file) throws MalformedFileException {
        if ((int) checksum(json) != start.getInt(MAGIC.length + Integer.BYTES)) {
            throw new MalformedFileException(file, "is damaged in its header");
        }
        try {
            EntryHeader header = SettingsReader.read("header", JsonTree.parse(json, file, "the header of a cached case"),
                    EntryHeader::read);
            if (fileSize != START + json.length + header.dataBytes()) {
                throw new MalformedFileException(file, "has " + fileSize + " bytes, expected "
                        + (START + json.length + header.dataBytes()) + "; it is damaged");
            }
            return header;
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static EntryHeader read(SettingsReader read) {
        read.choice("format", Map.of(CaseKeys.FORMAT, true));
        List<Integer> size = read.integers("size");
        List<Integer> labels = read.integers("labels");
        List<List<Integer>> counts = read.integerLists("labelCounts");
        List<Double> affine = read.numbers("affine");
        if (size.size() != 3 || labels.size() != counts.size()) {
            throw new IllegalArgumentException("size is " + size + ", with " + labels.size() + " labels and " + counts.size()
                    + " lists of counts, expected three sizes and as many lists as labels");
        }
        Grid grid = new Grid(size.get(0), size.get(1), size.get(2),
                Affine.of(affine.stream().mapToDouble(Double::doubleValue).toArray()));
        SortedMap<Integer, List<Integer>> found = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            found.put(labels.get(i), counts.get(i));
        }
        List<Long> checksums = new ArrayList<>();
        read.numbers("checksums").forEach(sum -> checksums.add(sum.longValue()));
        return new EntryHeader(grid, read.integer("channels"), read.integer("labelBytes"), new LabelCounts(grid.x(), found), checksums);
    }
}
