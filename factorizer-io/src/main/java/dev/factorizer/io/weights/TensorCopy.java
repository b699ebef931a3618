package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Copies a view out of its storage, row by row, and negates it where it stands for the negated numbers; all of it is checked to
 * lie inside before anything is allocated.
 */
final class TensorCopy {
    /** A view can show one element ever again, as what is made by expand does; large ones would fill the memory. */
    private static final long MOST_EXPANDED = 16L << 20;

    private final Path file;
    private final String name;
    private final TorchTensor tensor;
    private final int width;
    private final long expanded;

    /**
     * A copy to be made.
     *
     * @param expanded how many bytes the file's expanded views have by now
     */
    TensorCopy(Path file, String name, TorchTensor tensor, long expanded) {
        this.file = file;
        this.name = Brief.of(name);
        this.tensor = tensor;
        this.width = tensor.type().bytes();
        this.expanded = expanded;
    }

    /** Whether it has more elements than there are. */
    static boolean isExpanded(TorchTensor tensor, StoredTensor copy) {
        return copy.elements() > tensor.storage().count(tensor.type().bytes());
    }

    StoredTensor of(TorchArchive archive) throws IOException {
        int count = checkedElements();
        byte[] data = archive.storage(tensor.storage());
        TorchStorage storage = tensor.storage();
        if (data.length / storage.type().bytes() < storage.elements()) {
            throw new MalformedFileException(file, "storage \"" + Brief.of(storage.key()) + "\" has " + data.length
                    + " bytes, expected " + storage.elements() + " elements of " + storage.type().bytes());
        }
        byte[] bytes = count > 0 ? copy(data, new byte[Math.multiplyExact(count, width)]) : new byte[0];
        if (archive.bigEndian()) {
            reverse(bytes);
        }
        if (tensor.negative()) {
            negate(bytes);
        }
        int[] shape = new int[tensor.size().length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (int) tensor.size()[i];
        }
        return StoredTensor.onBytes(tensor.type(), shape, bytes);
    }

    private int checkedElements() throws IOException {
        long count = 1;
        long last = tensor.offset();
        try {
            for (int i = 0; i < tensor.size().length; i++) {
                count = Math.multiplyExact(count, tensor.size()[i]);
                last = Math.addExact(last, Math.multiplyExact(tensor.size()[i] - 1, tensor.stride()[i]));
            }
        } catch (ArithmeticException e) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has a size that overflows", e);
        }
        long elements = tensor.storage().count(width);
        if (count > 0 && (tensor.offset() < 0 || last >= elements)) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" reaches from element " + tensor.offset() + " to "
                    + last + " of a storage of " + elements);
        }
        if (count > elements && count > (MOST_EXPANDED - expanded) / width) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has " + count + " elements in a storage of "
                    + elements + "; so large expanded views are not weights");
        }
        if (count * width > Integer.MAX_VALUE - 16) {
            throw new MalformedFileException(file, "tensor \"" + name + "\" has " + count * width
                    + " bytes, expected less than 2 GiB");
        }
        return (int) count;
    }

    private byte[] copy(byte[] data, byte[] bytes) {
        long[] size = tensor.size();
        long[] stride = tensor.stride();
        int rank = size.length;
        int run = rank > 0 && stride[rank - 1] == 1 ? (int) size[rank - 1] : 1;
        int first = (int) tensor.storage().firstByte();
        int outer = run > 1 ? rank - 1 : rank;
        for (int to = 0; to < bytes.length; to += run * width) {
            long at = tensor.offset();
            long rest = to / width / run;
            for (int i = outer - 1; i >= 0; i--) {
                at += rest % size[i] * stride[i];
                rest /= size[i];
            }
            System.arraycopy(data, first + (int) (at * width), bytes, to, run * width);
        }
        return bytes;
    }

    private void reverse(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += width) {
            for (int i = 0; i < width / 2; i++) {
                byte held = bytes[at + i];
                bytes[at + i] = bytes[at + width - 1 - i];
                bytes[at + width - 1 - i] = held;
            }
        }
    }

    /** Little-endian: the sign of a floating-point number is in its last byte; whole numbers are in two's complement. */
    private void negate(byte[] bytes) {
        boolean real = switch (tensor.type()) {
            case F16, BF16, F32, F64 -> true;
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> false;
        };
        for (int at = 0; at < bytes.length; at += width) {
            if (real) {
                bytes[at + width - 1] ^= (byte) 0x80;
                continue;
            }
            int carry = 1;
            for (int i = at; i < at + width; i++) {
                carry += ~bytes[i] & 0xFF;
                bytes[i] = (byte) carry;
                carry >>= 8;
            }
        }
    }
}
