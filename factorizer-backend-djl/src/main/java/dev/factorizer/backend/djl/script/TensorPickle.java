package dev.factorizer.backend.djl.script;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Tensors by name as a pickle of protocol 2, each of which names the file of its numbers: attributes of an object, or a
 * dictionary.
 */
final class TensorPickle {
    private static final int LONGEST_BYTE = 0xFF;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TensorPickle() { }

    /** An object with the flag {@code training} and tensors, which are numbered in the order given. */
    static byte[] attributes(String type, Map<String, Tensor> tensors) {
        TensorPickle pickle = new TensorPickle();
        pickle.codes(0x80, 2);
        pickle.global("__torch__", type);
        pickle.codes(')', 0x81, '}', '(');
        pickle.text("training");
        pickle.codes(0x89);
        pickle.entries(tensors);
        pickle.codes('u', 'b', '.');
        return pickle.bytes.toByteArray();
    }

    /** A dictionary of tensors, which are numbered in the order given. */
    static byte[] dictionary(Map<String, Tensor> tensors) {
        TensorPickle pickle = new TensorPickle();
        pickle.codes(0x80, 2, '}', '(');
        pickle.entries(tensors);
        pickle.codes('u', '.');
        return pickle.bytes.toByteArray();
    }

    private void entries(Map<String, Tensor> tensors) {
        int storage = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            text(entry.getKey());
            tensor(Integer.toString(storage++), entry.getValue());
        }
    }

    private void codes(int... codes) {
        for (int code : codes) {
            bytes.write(code);
        }
    }

    private void global(String module, String name) {
        codes('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        codes('X');
        int32(content.length);
        bytes.writeBytes(content);
    }

    private void int32(int number) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    }

    private void number(long number) {
        if (number <= LONGEST_BYTE) {
            codes('K', (int) number);
        } else {
            codes('J');
            int32(Math.toIntExact(number));
        }
    }

    /** The function that makes a tensor of a storage, and its arguments. */
    private void tensor(String file, Tensor tensor) {
        Shape shape = tensor.shape();
        global("torch._utils", "_rebuild_tensor_v2");
        codes('(', '(');
        text("storage");
        global("torch", switch (tensor.type().dataType()) {
            case FLOAT32 -> "FloatStorage";
            case FLOAT64 -> "DoubleStorage";
            case INT32 -> "IntStorage";
        });
        text(file);
        text("cpu");
        number(shape.elements());
        codes('t', 'Q');
        number(0);
        codes('(');
        for (int size : shape.sizes()) {
            number(size);
        }
        codes('t', '(');
        for (long stride : shape.strides()) {
            number(stride);
        }
        codes('t', 0x89);
        global("collections", "OrderedDict");
        codes(')', 'R', 't', 'R');
    }
}
