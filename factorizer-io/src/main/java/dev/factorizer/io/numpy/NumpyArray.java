package dev.factorizer.io.numpy;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.io.volume.VolumeOutline;
import dev.factorizer.io.voxels.VoxelOrder;
import dev.factorizer.io.voxels.VoxelReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads one array as a volume, from a file of its own or an entry of an archive. */
final class NumpyArray {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    /** As NumPy has it: what is longer would take long to parse. */
    private static final long LONGEST_HEADER = 10_000;

    private final Path file;
    private final String what;

    /**
     * An array.
     *
     * @param file the file
     * @param what before what is said of it: empty, or the name of an array in an archive and a colon
     */
    NumpyArray(Path file, String what) {
        this.file = file;
        this.what = what;
    }

    /** Refuses a claim that can't be true, before memory is allocated for it. */
    @FunctionalInterface
    interface Room {
        void check(long needed) throws IOException;
    }

    Volume read(InputStream in, Room room, List<String> before) throws IOException {
        NumpyHeader header = header(in, room);
        VoxelOrder order = order(header);
        VoxelReader reader = new VoxelReader(file, header.type(), order);
        float[] voxels = reader.binary(in, header.bytes());
        reader.finish(in);
        if (header.bool()) {
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = voxels[i] == 0 ? 0 : 1;
            }
        }
        return new Volume(frame(header, order, before), order.channels(), voxels, Collections.nCopies(order.channels(), file.toString()));
    }

    VolumeOutline outline(InputStream in, Room room, List<String> before) throws IOException {
        NumpyHeader header = header(in, room);
        VoxelOrder order = order(header);
        return new VolumeOutline(frame(header, order, before), order.channels());
    }

    /** Reads to its end, and checks that the numbers are there. */
    private NumpyHeader header(InputStream in, Room room) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2 || !ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw malformed("does not begin as a NumPy array does");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3) {
            throw malformed("is of version " + version + "." + start[MAGIC.length + 1] + ", expected 1, 2 or 3");
        }
        int width = version == 1 ? 2 : 4;
        byte[] field = in.readNBytes(width);
        if (field.length < width) {
            throw malformed("ends inside its header");
        }
        ByteBuffer number = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1 ? Short.toUnsignedLong(number.getShort()) : Integer.toUnsignedLong(number.getInt());
        if (length > LONGEST_HEADER) {
            throw malformed("its header has " + length + " bytes, expected at most " + LONGEST_HEADER);
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw malformed("ends inside its header");
        }
        try {
            NumpyHeader header = NumpyHeader.of(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            room.check(start.length + width + length + (long) order(header).values() * header.type().bytes());
            return header;
        } catch (NumpyHeader.Unusable e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private VolumeFrame frame(NumpyHeader header, VoxelOrder order, List<String> before) {
        List<String> warnings = new ArrayList<>(before);
        warnings.add(what + "has no geometry; " + (header.shape().size() == 4 ? "after the axis of channels, its axes" : "its axes")
                + " are taken to run to the right, the front and the top, with voxels 1 mm apart");
        return new VolumeFrame(new Grid(order.size(0), order.size(1), order.size(2), Affine.diagonal(1, 1, 1)), Optional.empty(),
                warnings.stream().map(warning -> Printable.of(file + ": " + warning)).toList());
    }

    /** Axes (X, Y), (X, Y, Z) or (C, X, Y, Z), as they are in NumPy. */
    private VoxelOrder order(NumpyHeader header) throws IOException {
        int rank = header.shape().size();
        if (rank < 2 || rank > 4) {
            throw malformed("has the shape " + header.shape() + ", expected (X, Y), (X, Y, Z) or (C, X, Y, Z)");
        }
        int[] roles = IntStream.range(0, rank).map(axis -> rank == 4 ? axis - 1 : axis).toArray();
        List<Long> sizes = header.fortran() ? header.shape() : header.shape().reversed();
        return VoxelOrder.of(file, sizes, header.fortran() ? roles : IntStream.range(0, rank).map(i -> roles[rank - 1 - i]).toArray());
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, what + problem);
    }
}
