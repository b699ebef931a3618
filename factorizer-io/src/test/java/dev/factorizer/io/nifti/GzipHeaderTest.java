package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The optional fields of a gzip header (RFC 1952), of any length. */
class GzipHeaderTest {
    private static final int TEXT = 1;
    private static final int SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    @TempDir
    private Path folder;

    private static byte[] packed(int flags, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
        byte[] field = new byte[length];
        Arrays.fill(field, (byte) 'x');
        if ((flags & EXTRA) != 0) {
            int extra = Math.min(length, 0xffff);
            out.write(extra & 0xff);
            out.write(extra >> 8);
            out.write(field, 0, extra);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            if ((flags & flag) != 0) {
                out.writeBytes(field);
                out.write(0);
            }
        }
        if ((flags & SUM) != 0) {
            CRC32 sum = new CRC32();
            sum.update(out.toByteArray());
            out.write((int) sum.getValue() & 0xff);
            out.write((int) sum.getValue() >> 8 & 0xff);
        }
        byte[] usual = RawNifti.gzip(RawNifti.good().bytes());
        out.write(usual, 10, usual.length - 10);
        return out.toByteArray();
    }

    private NiftiImage read(byte[] bytes) throws IOException {
        return NiftiImage.read(Files.write(folder.resolve("image.nii.gz"), bytes));
    }

    private void refused(byte[] bytes, String complaint) {
        var refusal = assertThrows(MalformedFileException.class, () -> read(bytes));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 65535, 70_000, 5_000_000})
    void fieldsOfAnyLengthAreSkipped(int length) throws IOException {
        for (int flags : new int[] {0, TEXT, SUM, EXTRA, NAME, COMMENT, EXTRA | NAME | COMMENT | SUM | TEXT}) {
            NiftiImage image = read(packed(flags, length));
            assertEquals(119, image.value(119));
            assertEquals(List.of(), image.warnings());
            assertEquals(119, read(RawNifti.joined(RawNifti.gzip(new byte[0]), packed(flags, length))).value(119));
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        byte[] sum = packed(SUM | NAME, 10);
        sum[12] ^= 1;
        refused(sum, "the check sum of its header");
        byte[] method = packed(0, 0);
        method[2] = 7;
        refused(method, "method 7");
        refused(packed(0x40, 0), "flags 64");
        byte[] name = packed(NAME, 1_000_000);
        refused(Arrays.copyOf(name, 500_000), "ends in the middle");
        byte[] content = packed(0, 0);
        Arrays.fill(content, 10, 60, (byte) 0xff);
        refused(content, "its gzip data is damaged");
    }
}
