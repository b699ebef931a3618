package dev.factorizer.io.cache;

import dev.factorizer.io.augmentation.LabelCounts;
import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A cached case on disk. Only whole planes are read, and each is checked.
 *
 * @param path the file
 * @param header what it begins with
 * @param dataStart where its planes begin
 */
record EntryFile(Path path, EntryHeader header, long dataStart) {
    private static final int ONE_BYTE = 255;

    /** Reads what a file begins with, and checks its length. */
    static EntryFile open(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < EntryHeader.START) {
                throw new MalformedFileException(path, "has " + size + " bytes, too few for a cached case");
            }
            ByteBuffer start = ByteBuffer.allocate(EntryHeader.START).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, start, 0, path);
            ByteBuffer json = ByteBuffer.allocate(EntryHeader.length(start, size, path));
            fill(channel, json, EntryHeader.START, path);
            return new EntryFile(path, EntryHeader.of(start, json.array(), size, path), EntryHeader.START + json.capacity());
        }
    }

    /** Reads a part of the image or of the label map. */
    Volume read(VoxelBox box, boolean isImage) throws IOException {
        Grid grid = header.grid();
        int channels = isImage ? header.channels() : 1;
        Grid part = new Grid(box.size(0), box.size(1), box.size(2),
                grid.affine().at(grid.affine().apply(box.fromX(), box.fromY(), box.fromZ())));
        float[] voxels = new float[part.values(channels)];
        ByteBuffer plane = ByteBuffer.allocate((int) header.planeBytes(isImage)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer values = plane.asFloatBuffer();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            for (int channel = 0; channel < channels; channel++) {
                for (int x = 0; x < part.x(); x++) {
                    readPlane(file, (isImage ? channel : header.channels()) * grid.x() + box.fromX() + x, plane);
                    int to = (channel * part.x() + x) * part.y() * part.z();
                    for (int y = 0; y < part.y(); y++) {
                        int from = (box.fromY() + y) * grid.z() + box.fromZ();
                        if (isImage) {
                            values.get(from, voxels, to + y * part.z(), part.z());
                        } else {
                            labels(plane, from, voxels, to + y * part.z(), part.z());
                        }
                    }
                }
            }
        }
        return new Volume(part, channels, voxels);
    }

    private void readPlane(FileChannel file, int number, ByteBuffer plane) throws IOException {
        fill(file, plane.clear(), dataStart + header.offset(number), path);
        CRC32C sum = new CRC32C();
        sum.update(plane.flip());
        if (sum.getValue() != header.checksums().get(number)) {
            throw new MalformedFileException(path, "is damaged in plane " + number);
        }
    }

    private void labels(ByteBuffer plane, int from, float[] voxels, int to, int count) {
        for (int i = 0; i < count; i++) {
            voxels[to + i] = header.labelBytes() == 1 ? plane.get(from + i) & 0xFF : plane.getShort(2 * (from + i)) & 0xFFFF;
        }
    }

    private static void fill(FileChannel channel, ByteBuffer buffer, long from, Path path) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count < 0) {
                throw new MalformedFileException(path, "ends at byte " + at + ", too early; it is damaged");
            }
            at += count;
        }
    }

    private static int labelBytes(Sample sample) {
        for (float label : sample.label().voxels()) {
            if (label > ONE_BYTE) {
                return 2;
            }
        }
        return 1;
    }

    /** A case as it will be written. */
    record Content(byte[] start, Sample sample, int labelBytes) implements AtomicFile.Content {
        /** How long the file will be. */
        long bytes() {
            return start.length + (long) sample.image().voxels().length * Float.BYTES
                    + (long) sample.label().voxels().length * labelBytes;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(start);
            ByteBuffer plane = plane(sample);
            for (int number = 0; number < planes(sample); number++) {
                ByteBuffer bytes = encode(sample, number, labelBytes, plane);
                out.write(bytes.array(), 0, bytes.limit());
            }
        }
    }

    /** What is written of a case. */
    static Content content(Sample sample, LabelCounts labels) {
        int labelBytes = labelBytes(sample);
        ByteBuffer plane = plane(sample);
        List<Long> checksums = new ArrayList<>();
        for (int number = 0; number < planes(sample); number++) {
            CRC32C sum = new CRC32C();
            sum.update(encode(sample, number, labelBytes, plane));
            checksums.add(sum.getValue());
        }
        return new Content(new EntryHeader(sample.image().grid(), sample.image().channels(), labelBytes, labels, checksums).bytes(),
                sample, labelBytes);
    }

    /** Those of the image, and of the label map after them. */
    private static int planes(Sample sample) {
        return (sample.image().channels() + 1) * sample.image().grid().x();
    }

    private static ByteBuffer plane(Sample sample) {
        Grid grid = sample.image().grid();
        return ByteBuffer.allocate(grid.y() * grid.z() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer encode(Sample sample, int number, int labelBytes, ByteBuffer plane) {
        plane.clear();
        int voxels = plane.capacity() / Float.BYTES;
        int planes = sample.image().channels() * sample.image().grid().x();
        if (number < planes) {
            plane.asFloatBuffer().put(sample.image().voxels(), number * voxels, voxels);
            return plane.limit(voxels * Float.BYTES);
        }
        int from = (number - planes) * voxels;
        for (int i = 0; i < voxels; i++) {
            int label = (int) sample.label().voxels()[from + i];
            if (labelBytes == 1) {
                plane.put((byte) label);
            } else {
                plane.putShort((short) label);
            }
        }
        return plane.flip();
    }
}
