package dev.factorizer.io.weights;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine for Python's pickle format, protocols 0 to 5, that builds maps, lists, numbers, strings and what {@link
 * TorchConstructors} knows, and nothing else. Sizes are checked against the bytes that are there.
 */
final class Unpickler {
    private static final Object MARK = new Object();
    private static final int DEEPEST = 1 << 20;
    /** A tensor takes about 60 steps; a pickle of one-byte codes could otherwise make 60 bytes of objects of each byte. */
    private static final int MOST_STEPS = 1 << 22;
    private static final int MOST_REMEMBERED = 1 << 20;
    /** The magic number of legacy files has 10 bytes; printing a number of millions would take minutes. */
    private static final int LONGEST_NUMBER = 256;
    private static final int LONGEST_LINE = 1 << 16;

    private final byte[] bytes;
    private final TorchConstructors constructors;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final List<TorchStorage> storages = new ArrayList<>();
    private int at;

    Unpickler(byte[] bytes, TorchConstructors constructors) {
        this(bytes, 0, constructors);
    }

    private Unpickler(byte[] bytes, int at, TorchConstructors constructors) {
        this.bytes = bytes;
        this.at = at;
        this.constructors = constructors;
    }

    /** A machine for the pickle that follows this one. */
    Unpickler next() {
        return new Unpickler(bytes, at, constructors);
    }

    /** The first byte that was not read. */
    int position() {
        return at;
    }

    /** Every storage that was referred to. */
    List<TorchStorage> storages() {
        return storages;
    }

    /** Runs to the end of the pickle. */
    Object load() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int code = unsigned();
            if (code == '.') {
                return pop();
            }
            step(code);
            if (stack.size() > DEEPEST || memo.size() > MOST_REMEMBERED) {
                throw new PickleException("pickle stacks or remembers more than " + DEEPEST + " objects");
            }
        }
        throw new PickleException("pickle has more than " + MOST_STEPS + " steps, expected a state dict");
    }

    private void step(int code) {
        switch (code) {
            case 0x80 -> {
                int protocol = unsigned();
                if (protocol > 5) {
                    throw new PickleException("pickle has protocol " + protocol + ", expected at most 5");
                }
            }
            case 0x95 -> skipFrame();
            case '(' -> stack.add(MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.add(top());
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(Boolean.TRUE);
            case 0x89 -> stack.add(Boolean.FALSE);
            case 'I' -> stack.add(decimal(line()));
            case 'L' -> stack.add(decimal(line().replace("L", "")));
            case 'J' -> stack.add((long) little(4).getInt());
            case 'K' -> stack.add((long) unsigned());
            case 'M' -> stack.add((long) Short.toUnsignedInt(little(2).getShort()));
            case 0x8a -> stack.add(integer(unsigned()));
            case 0x8b -> stack.add(integer(Integer.toUnsignedLong(little(4).getInt())));
            case 'F' -> stack.add(real(line()));
            case 'G' -> stack.add(little(8).order(ByteOrder.BIG_ENDIAN).getDouble());
            case 'X' -> stack.add(text(Integer.toUnsignedLong(little(4).getInt())));
            case 0x8c -> stack.add(text(unsigned()));
            case 0x8d -> stack.add(text(little(8).getLong()));
            case 'U' -> stack.add(text(unsigned()));
            case 'T' -> stack.add(text(little(4).getInt()));
            case 'S' -> stack.add(quoted(line()));
            case 'V' -> stack.add(line());
            case 'B' -> stack.add(new TorchConstructors.InertObject("bytes" + skip(Integer.toUnsignedLong(little(4).getInt()))));
            case 'C' -> stack.add(new TorchConstructors.InertObject("bytes" + skip(unsigned())));
            case 0x8e, 0x96 -> stack.add(new TorchConstructors.InertObject("bytes" + skip(little(8).getLong())));
            case '}' -> stack.add(new LinkedHashMap<>());
            case ']', 0x8f -> stack.add(new ArrayList<>());
            case ')' -> stack.add(List.of());
            case 't' -> stack.add(popToMark());
            case 0x85 -> stack.add(popTuple(1));
            case 0x86 -> stack.add(popTuple(2));
            case 0x87 -> stack.add(popTuple(3));
            case 'l' -> stack.add(new ArrayList<>(popToMark()));
            case 'd' -> {
                List<Object> items = popToMark();
                Map<Object, Object> dict = new LinkedHashMap<>();
                putAll(dict, items);
                stack.add(dict);
            }
            case 'a' -> {
                Object item = pop();
                list().add(item);
            }
            case 'e', 0x90 -> {
                List<Object> items = popToMark();
                list().addAll(items);
            }
            case 's' -> {
                Object value = pop();
                Object key = pop();
                putAll(dict(), Arrays.asList(key, value));
            }
            case 'u' -> {
                List<Object> items = popToMark();
                putAll(dict(), items);
            }
            case 'p' -> memo.put(index(line()), top());
            case 'q' -> memo.put((long) unsigned(), top());
            case 'r' -> memo.put(Integer.toUnsignedLong(little(4).getInt()), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> stack.add(recall(index(line())));
            case 'h' -> stack.add(recall(unsigned()));
            case 'j' -> stack.add(recall(Integer.toUnsignedLong(little(4).getInt())));
            case 'c' -> {
                String module = line();
                stack.add(constructors.find(module, line()));
            }
            case 0x93 -> {
                Object name = pop();
                Object module = pop();
                if (!(name instanceof String n) || !(module instanceof String m)) {
                    throw new PickleException("pickle names something by other than strings");
                }
                stack.add(constructors.find(m, n));
            }
            case 'R', 0x81 -> {
                Object arguments = pop();
                stack.add(make(pop(), arguments));
            }
            case 'b' -> build();
            case 'Q' -> {
                TorchStorage storage = constructors.storage(pop());
                storages.add(storage);
                stack.add(storage);
            }
            default -> throw new PickleException("pickle has code 0x" + Integer.toHexString(code) + " at byte " + (at - 1)
                    + ", which no state dict needs");
        }
    }

    private Object make(Object callable, Object arguments) {
        if (!(callable instanceof TorchConstructors.Known known) || !(arguments instanceof List<?> list)) {
            throw new PickleException("pickle calls something that is not a known constructor; nothing was executed");
        }
        return constructors.make(known, list);
    }

    /** Attributes of an object: those of a dict (PyTorch's {@code _metadata}) and of inert objects are not needed. */
    private void build() {
        pop();
        if (!(top() instanceof Map<?, ?>) && !(top() instanceof TorchConstructors.InertObject)) {
            throw new PickleException("pickle sets the state of an object that has none");
        }
    }

    static Object hashable(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean || key == null
                || key instanceof TorchConstructors.InertObject) {
            return key;
        }
        throw new PickleException("a dict has a key that is neither text nor number");
    }

    private static void putAll(Map<Object, Object> dict, List<Object> items) {
        if (items.size() % 2 != 0) {
            throw new PickleException("a dict has a key without a value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(hashable(items.get(i)), items.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> dict() {
        if (top() instanceof LinkedHashMap<?, ?> dict) {
            return (Map<Object, Object>) dict;
        }
        if (top() instanceof TorchConstructors.InertObject) {
            return new LinkedHashMap<>();
        }
        throw new PickleException("pickle puts items into something that is no dict");
    }

    @SuppressWarnings("unchecked")
    private List<Object> list() {
        if (top() instanceof ArrayList<?> list) {
            return (List<Object>) list;
        }
        if (top() instanceof TorchConstructors.InertObject) {
            return new ArrayList<>();
        }
        throw new PickleException("pickle appends to something that is no list");
    }

    private Object top() {
        if (stack.isEmpty() || stack.getLast() == MARK) {
            throw new PickleException("pickle takes from an empty stack");
        }
        return stack.getLast();
    }

    private Object pop() {
        top();
        return stack.removeLast();
    }

    private List<Object> popTuple(int count) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(pop());
        }
        return java.util.Collections.unmodifiableList(items.reversed());
    }

    private List<Object> popToMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new PickleException("pickle closes a group that was not opened");
        }
        List<Object> tail = stack.subList(mark + 1, stack.size());
        List<Object> items = java.util.Collections.unmodifiableList(new ArrayList<>(tail));
        tail.clear();
        stack.removeLast();
        return items;
    }

    private Object recall(long index) {
        if (!memo.containsKey(index)) {
            throw new PickleException("pickle recalls object " + index + ", which it never stored");
        }
        return memo.get(index);
    }

    private int unsigned() {
        if (at >= bytes.length) {
            throw new PickleException("pickle ends in the middle, at byte " + at);
        }
        return bytes[at++] & 0xFF;
    }

    private int length(long count) {
        if (count < 0 || count > bytes.length - at) {
            throw new PickleException("pickle declares " + Long.toUnsignedString(count) + " bytes at byte " + at
                    + ", but only " + (bytes.length - at) + " are left");
        }
        return (int) count;
    }

    private ByteBuffer little(int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, at, length(count)).order(ByteOrder.LITTLE_ENDIAN);
        at += count;
        return buffer;
    }

    private int skip(long count) {
        at += length(count);
        return at;
    }

    private void skipFrame() {
        length(little(8).getLong());
    }

    private String text(long count) {
        int from = at;
        skip(count);
        return new String(bytes, from, at - from, StandardCharsets.UTF_8);
    }

    private Object integer(long count) {
        int from = at;
        if (count > LONGEST_NUMBER) {
            throw new PickleException("pickle has a number of " + count + " bytes, expected at most " + LONGEST_NUMBER);
        }
        skip(count);
        if (count == 0) {
            return 0L;
        }
        byte[] big = new byte[at - from];
        for (int i = 0; i < big.length; i++) {
            big[i] = bytes[at - 1 - i];
        }
        BigInteger number = new BigInteger(big);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private String line() {
        int from = at;
        while (unsigned() != '\n') {
            if (at - from > LONGEST_LINE) {
                throw new PickleException("pickle has a line of more than " + LONGEST_LINE + " bytes");
            }
        }
        return new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
    }

    private static Long index(String text) {
        if (decimal(text) instanceof Long number) {
            return number;
        }
        throw new PickleException("pickle remembers something under \"" + brief(text) + "\", expected a number");
    }

    /** What a message shows of text from a file. */
    static String brief(Object value) {
        String text = String.valueOf(value);
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static Object decimal(String text) {
        if (text.equals("01") || text.equals("00")) {
            return text.equals("01");
        }
        try {
            return Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new PickleException("pickle has the number \"" + brief(text) + "\", expected a whole one of 64 bits");
        }
    }

    private static Object real(String text) {
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new PickleException("pickle has the number \"" + brief(text) + "\", expected digits");
        }
    }

    private static String quoted(String text) {
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)) {
            throw new PickleException("pickle has text without quotes");
        }
        return text.substring(1, text.length() - 1);
    }
}
