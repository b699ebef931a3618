package dev.factorizer.io.nrrd;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.GzipFile;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An image as 3D Slicer and ITK write it: coordinates to the left, the back and the top, compressed by gzip, and the channels of a
 * voxel together.
 *
 * @param header the lines of the header
 * @param voxels the rest of the file
 */
record NrrdWriter(byte[] header, GzipFile voxels) implements AtomicFile.Content {
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    /** In single precision, or as labels of one byte or two. */
    static NrrdWriter of(Path file, Volume volume, int bytes) {
        Grid grid = volume.grid();
        long size = (long) volume.voxels().length * bytes;
        if (size > MOST_BYTES) {
            throw new IllegalArgumentException(file + ": would have " + size + " bytes of voxels, expected less than 2 GiB");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        for (int z = 0; z < grid.z(); z++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int x = 0; x < grid.x(); x++) {
                    for (int channel = 0; channel < volume.channels(); channel++) {
                        put(buffer, bytes, volume.value(channel, x, y, z));
                    }
                }
            }
        }
        return new NrrdWriter(header(volume, bytes).getBytes(StandardCharsets.US_ASCII), new GzipFile(file, buffer.array()));
    }

    private static void put(ByteBuffer buffer, int bytes, float value) {
        switch (bytes) {
            case 1 -> buffer.put((byte) value);
            case 2 -> buffer.putShort((short) (int) value);
            default -> buffer.putFloat(value);
        }
    }

    private static String header(Volume volume, int bytes) {
        Grid grid = volume.grid();
        boolean several = volume.channels() > 1;
        StringBuilder directions = new StringBuilder(several ? "none " : "");
        for (int axis = 0; axis < 3; axis++) {
            directions.append(axis == 0 ? "" : " ").append(vector(grid.affine(), axis));
        }
        return "NRRD0004\ntype: " + switch (bytes) {
            case 1 -> "uint8";
            case 2 -> "uint16";
            default -> "float";
        } + "\ndimension: " + (several ? 4 : 3) + "\nspace: left-posterior-superior\nsizes: " + (several ? volume.channels() + " " : "")
                + grid.x() + " " + grid.y() + " " + grid.z() + "\nspace directions: " + directions + "\nkinds: "
                + (several ? "list " : "") + "domain domain domain\nendian: little\nencoding: gzip\nspace origin: "
                + vector(grid.affine(), 3) + "\n\n";
    }

    /** A column of the affine, with coordinates to the left and the back; not −0. */
    private static String vector(Affine affine, int column) {
        return "(" + (0.0 - affine.get(0, column)) + "," + (0.0 - affine.get(1, column)) + "," + affine.get(2, column) + ")";
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        voxels.writeTo(out);
    }

    @Override
    public void check(Path written) throws IOException {
        voxels.check(written, header.length);
    }
}
