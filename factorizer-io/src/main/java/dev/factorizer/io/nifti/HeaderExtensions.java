package dev.factorizer.io.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Reads what lies between header and voxels. The voxels' place does not depend on it, so damage here only costs extensions. */
final class HeaderExtensions {
    /** The bytes that say whether there are any. */
    static final int FLAGS = 4;
    private static final int HEAD = 8;

    private HeaderExtensions() { }

    /**
     * The extensions up to the first whose size can't be true.
     *
     * @param bytes all bytes after the header, as far as extensions may reach
     */
    static List<NiftiExtension> read(byte[] bytes, ByteOrder order, Consumer<String> warnings) {
        List<NiftiExtension> found = new ArrayList<>();
        if (bytes.length < FLAGS || bytes[0] == 0) {
            return found;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order).position(FLAGS);
        while (buffer.remaining() >= HEAD) {
            int size = buffer.getInt();
            int code = buffer.getInt();
            if (size == 0 && code == 0) {
                break; // padding up to vox_offset
            }
            if (size < HEAD || size - HEAD > buffer.remaining()) {
                warnings.accept("header extension " + found.size() + " (code " + code + ") declares " + size
                        + " bytes, expected 8 to " + (buffer.remaining() + HEAD) + "; it and what follows it are left out");
                break;
            }
            byte[] content = new byte[size - HEAD];
            buffer.get(content);
            int end = content.length;
            while (end > 0 && content[end - 1] == 0) {
                end--;
            }
            found.add(new NiftiExtension(code, Arrays.copyOf(content, end)));
        }
        return found;
    }
}
