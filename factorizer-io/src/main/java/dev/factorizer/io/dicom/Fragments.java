package dev.factorizer.io.dicom;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where the fragments of compressed pixels are (DICOM PS3.5, section A.4), and which make which frame. No offset is believed:
 * it has to be where a fragment begins.
 */
final class Fragments {
    /** More than any file has: a video of an hour has 100,000 frames. */
    static final int MOST = 1 << 22;

    private static final int HEADER = 8;
    private static final long ITEM = 0xfffee000L;
    private static final long SEQUENCE_END = 0xfffee0ddL;

    private final Path file;
    private final PixelBytes bytes;
    /** Where the content of each begins. */
    private long[] begins = new long[16];
    private int[] lengths = new int[16];
    private int count;
    /** What the table at the beginning says: bytes from the first fragment to each frame. */
    private long[] offsets = {};

    private Fragments(Path file, PixelBytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static Fragments scan(Path file, PixelBytes bytes) throws IOException {
        Fragments fragments = new Fragments(file, bytes);
        fragments.scan();
        return fragments;
    }

    private void scan() throws IOException {
        long at = 0;
        for (int item = 0; at < bytes.length(); item++) {
            if (bytes.length() - at < HEADER) {
                throw malformed("ends in the header of a fragment; it was probably cut off");
            }
            ByteBuffer header = ByteBuffer.wrap(bytes.read(at, HEADER)).order(ByteOrder.LITTLE_ENDIAN);
            long tag = (header.getShort(0) & 0xffffL) << 16 | header.getShort(2) & 0xffff;
            long length = header.getInt(4) & 0xffffffffL;
            at += HEADER;
            if (tag == SEQUENCE_END) {
                return;
            }
            if (tag != ITEM) {
                throw malformed("has " + Tag.describe((int) tag) + " at byte " + (at - HEADER)
                        + " of its pixels, expected a fragment; the file is damaged");
            }
            if (length > bytes.length() - at || length > Integer.MAX_VALUE - 8) {
                throw malformed("has a fragment of " + length + " bytes at byte " + at + " of its pixels, but only "
                        + (bytes.length() - at) + " are left; it is damaged or was cut off");
            }
            if (item == 0) {
                offsets = table((int) length, at);
            } else {
                add(at, (int) length);
            }
            at += length;
        }
    }

    private long[] table(int length, long at) throws IOException {
        if (length % 4 != 0 || length / 4 > MOST) {
            throw malformed("has an offset table of " + length + " bytes, expected four for each frame, " + MOST
                    + " frames at most");
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes.read(at, length)).order(ByteOrder.LITTLE_ENDIAN);
        long[] table = new long[length / 4];
        Arrays.setAll(table, i -> numbers.getInt(4 * i) & 0xffffffffL);
        return table;
    }

    private void add(long begin, int length) throws MalformedFileException {
        if (count == MOST) {
            throw malformed("has more than " + MOST + " fragments, expected less");
        }
        if (count == begins.length) {
            begins = Arrays.copyOf(begins, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        begins[count] = begin;
        lengths[count++] = length;
    }

    /**
     * The first fragment of each frame, and behind them the number of fragments.
     *
     * @param frames how many frames there are
     * @param extended the extended offset table; empty if there is none
     */
    int[] firsts(int frames, double[] extended) throws IOException {
        if (count < frames) {
            throw malformed("has " + count + " fragments, expected at least one for each of " + frames + " frames");
        }
        if (count == frames || frames == 1) {
            int[] firsts = new int[frames + 1];
            Arrays.setAll(firsts, i -> i);
            firsts[frames] = count;
            return firsts;
        }
        if (extended.length > 0) {
            return byOffsets(Arrays.stream(extended).mapToLong(offset -> (long) offset).toArray(), frames,
                    Tag.EXTENDED_OFFSET_TABLE.toString());
        }
        return offsets.length > 0 ? byOffsets(offsets, frames, "the offset table of its pixels") : byMarkers(frames);
    }

    private int[] byOffsets(long[] table, int frames, String name) throws MalformedFileException {
        if (table.length != frames) {
            throw malformed(name + " has " + table.length + " entries, expected one for each of " + frames + " frames");
        }
        int[] firsts = new int[frames + 1];
        firsts[frames] = count;
        for (int frame = 0; frame < frames; frame++) {
            long place = begins[0] + table[frame];
            int fragment = table[frame] < 0 ? -1 : Arrays.binarySearch(begins, 0, count, place);
            if (fragment < 0 || (frame == 0 ? fragment != 0 : fragment <= firsts[frame - 1])) {
                throw malformed(name + " says that frame " + (frame + 1) + " begins " + table[frame] + " bytes behind the first,"
                        + " where no frame can begin; the file is damaged");
            }
            firsts[frame] = fragment;
        }
        return firsts;
    }

    /** Without a table, each frame begins as JPEG and JPEG 2000 do. */
    private int[] byMarkers(int frames) throws IOException {
        int[] firsts = new int[frames + 1];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (isStart(i)) {
                if (found < frames) {
                    firsts[found] = i;
                }
                found++;
            }
        }
        if (found != frames || firsts[0] != 0) {
            throw malformed("has " + count + " fragments for " + frames + " frames and no offset table, and " + found
                    + " of them begin as a frame does; which frame they make can't be told");
        }
        firsts[frames] = count;
        return firsts;
    }

    private boolean isStart(int fragment) throws IOException {
        if (lengths[fragment] < 4) {
            return false;
        }
        int start = ByteBuffer.wrap(bytes.read(begins[fragment], 4)).getInt();
        return start >>> 8 == 0xffd8ff || start == 0xff4fff51;
    }

    /** The fragments from one to another, joined. */
    byte[] joined(int from, int to) throws IOException {
        long length = 0;
        for (int i = from; i < to; i++) {
            length += lengths[i];
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw malformed("has a frame of " + length + " compressed bytes, expected less than 2 GiB");
        }
        if (to == from + 1) {
            return bytes.read(begins[from], lengths[from]);
        }
        ByteBuffer joined = ByteBuffer.allocate((int) length);
        for (int i = from; i < to; i++) {
            joined.put(bytes.read(begins[i], lengths[i]));
        }
        return joined.array();
    }

    private MalformedFileException malformed(String problem) {
        return new MalformedFileException(file, problem);
    }
}
