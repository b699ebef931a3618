package dev.factorizer.io.weights;

// All of them: the machine below has a case for each.
import static dev.factorizer.io.weights.PickleOpcodes.*;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A machine for Python's pickle format, protocols 0 to 5, that builds maps, lists, numbers, strings and what {@link
 * TorchConstructors} knows; of everything else a placeholder ({@link PickledNames} says what refuses the whole file). Each step
 * takes a time that its bytes pay for, and memory within a {@link PickleBudget}.
 */
final class Unpickler {
    /** Stands on the stack where a group of items begins. */
    private static final Object GROUP = new Object();
    /** Stands in the memo for a stored null. */
    private static final Object STORED_NULL = new Object();
    private static final int DEEPEST = 1 << 20;
    /** A tensor takes about 60 steps; a pickle of one-byte codes could otherwise make 60 bytes of objects of each byte. */
    private static final int MOST_STEPS = 1 << 22;
    private static final int MOST_REMEMBERED = 1 << 20;

    private final PickleBytes in;
    private final TorchConstructors constructors;
    private final PickleBudget budget = new PickleBudget();
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final List<TorchStorage> storages = new ArrayList<>();
    private @Nullable Object[] memo = new @Nullable Object[64];
    private int remembered;

    Unpickler(byte[] bytes, TorchConstructors constructors) {
        this(new PickleBytes(bytes, 0), constructors);
    }

    private Unpickler(PickleBytes in, TorchConstructors constructors) {
        this.in = in;
        this.constructors = constructors;
    }

    /** A machine for the pickle that follows this one. */
    Unpickler next() {
        return new Unpickler(in.rest(), constructors);
    }

    /** The first byte that was not read. */
    int position() {
        return in.position();
    }

    /** Every storage that was referred to. */
    List<TorchStorage> storages() {
        return storages;
    }

    /** Runs to the end of the pickle. */
    @Nullable Object load() {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            int code = in.unsigned();
            if (code == STOP) {
                Object result = pop();
                if (result instanceof PickledName name) {
                    throw new PickleException("is nothing but the name \"" + Brief.of(name.full())
                            + "\", which is not part of a state dict; nothing was executed");
                }
                return result;
            }
            step(code);
            if (stack.size() > DEEPEST || remembered > MOST_REMEMBERED) {
                throw new PickleException("pickle stacks or remembers more than " + DEEPEST + " objects");
            }
        }
        throw new PickleException("pickle has more than " + MOST_STEPS + " steps, expected a state dict");
    }

    private void step(int code) {
        switch (code) {
            case PROTO -> {
                int protocol = in.unsigned();
                if (protocol > 5) {
                    throw new PickleException("pickle has protocol " + protocol + ", expected at most 5");
                }
            }
            case FRAME -> in.frame();
            case MARK -> stack.add(GROUP);
            case POP -> pop();
            case POP_MARK -> popToMark();
            case DUP -> stack.add(top());
            case NONE -> stack.add(null);
            case NEWTRUE -> stack.add(Boolean.TRUE);
            case NEWFALSE -> stack.add(Boolean.FALSE);
            case INT -> push(PickleBudget.NUMBER, in.decimalLine());
            case LONG -> push(PickleBudget.NUMBER, in.longLine());
            case BININT -> push(PickleBudget.NUMBER, (long) in.little(4).getInt());
            case BININT1 -> push(PickleBudget.NUMBER, (long) in.unsigned());
            case BININT2 -> push(PickleBudget.NUMBER, (long) Short.toUnsignedInt(in.little(2).getShort()));
            case LONG1 -> push(PickleBudget.NUMBER, in.integer(in.unsigned()));
            case LONG4 -> push(PickleBudget.NUMBER, in.integer(in.unsignedInt()));
            case FLOAT -> push(PickleBudget.NUMBER, in.realLine());
            case BINFLOAT -> push(PickleBudget.NUMBER, in.little(8).order(ByteOrder.BIG_ENDIAN).getDouble());
            case BINUNICODE -> text(in.unsignedInt());
            case SHORT_BINUNICODE, SHORT_BINSTRING -> text(in.unsigned());
            case BINUNICODE8 -> text(in.little(8).getLong());
            case BINSTRING -> text(in.little(4).getInt());
            case STRING -> pushText(in.quotedLine());
            case UNICODE -> pushText(in.line());
            case BINBYTES -> bytes(in.unsignedInt());
            case SHORT_BINBYTES -> bytes(in.unsigned());
            case BINBYTES8, BYTEARRAY8 -> bytes(in.little(8).getLong());
            case EMPTY_DICT -> push(PickleBudget.DICT, new LinkedHashMap<>());
            case EMPTY_LIST -> push(PickleBudget.LIST, new ArrayList<>(0));
            case EMPTY_SET -> push(PickleBudget.OBJECT, InertValue.of("a set"));
            case FROZENSET -> {
                popToMark();
                push(PickleBudget.OBJECT, InertValue.of("a set"));
            }
            case EMPTY_TUPLE -> stack.add(List.of());
            case TUPLE -> tuple(popToMark());
            case TUPLE1 -> tuple(pop(1));
            case TUPLE2 -> tuple(pop(2));
            case TUPLE3 -> tuple(pop(3));
            case LIST -> {
                @Nullable Object[] items = popToMark();
                push(PickleBudget.LIST + (long) PickleBudget.ELEMENT * items.length, new ArrayList<>(Arrays.asList(items)));
            }
            case DICT -> {
                @Nullable Object[] items = popToMark();
                push(PickleBudget.DICT, new LinkedHashMap<>());
                put(items);
            }
            case APPEND -> append(pop(1));
            case APPENDS, ADDITEMS -> append(popToMark());
            case SETITEM -> put(pop(2));
            case SETITEMS -> put(popToMark());
            case PUT -> remember(in.indexLine());
            case BINPUT -> remember(in.unsigned());
            case LONG_BINPUT -> remember(in.unsignedInt());
            case MEMOIZE -> remember(remembered);
            case GET -> recall(in.indexLine());
            case BINGET -> recall(in.unsigned());
            case LONG_BINGET -> recall(in.unsignedInt());
            case GLOBAL -> {
                String module = in.line();
                name(module, in.line());
            }
            case STACK_GLOBAL -> {
                @Nullable Object[] parts = pop(2);
                if (!(parts[0] instanceof String module && parts[1] instanceof String name)) {
                    throw new PickleException("pickle names something by other than strings");
                }
                name(module, name);
            }
            case INST -> {
                String module = in.line();
                PickledName called = PickledNames.find(module, in.line());
                call(called, Arrays.asList(popToMark()));
            }
            case OBJ -> {
                List<@Nullable Object> parts = Arrays.asList(popToMark());
                call(parts.isEmpty() ? null : parts.getFirst(), parts.isEmpty() ? parts : parts.subList(1, parts.size()));
            }
            case REDUCE, NEWOBJ -> {
                @Nullable Object[] parts = pop(2);
                call(parts[0], parts[1]);
            }
            case NEWOBJ_EX -> {
                @Nullable Object[] parts = pop(3);
                // Objects with named arguments are always foreign: none that is understood takes any.
                call(parts[0] instanceof PickledName.Foreign ? parts[0] : null, parts[1]);
            }
            case BUILD -> build();
            case BINPERSID -> reference(pop());
            default -> throw new PickleException("pickle has code 0x" + Integer.toHexString(code) + " at byte "
                    + (in.position() - 1) + ", which no state dict needs");
        }
    }

    private void push(long cost, Object value) {
        budget.take(cost, in.read());
        stack.add(value);
    }

    /** Costs what a text of two bytes a letter does, before it is made. */
    private void text(long bytes) {
        budget.take(PickleBudget.TEXT + 2 * Math.clamp(bytes, 0, 1L << 32), in.read() + Math.clamp(bytes, 0, 1L << 32));
        stack.add(in.text(bytes));
    }

    private void pushText(String text) {
        push(PickleBudget.TEXT + 2L * text.length(), text);
    }

    private void bytes(long count) {
        in.skip(count);
        push(PickleBudget.OBJECT, InertValue.of("bytes"));
    }

    private void tuple(@Nullable Object[] items) {
        push(PickleBudget.LIST + (long) PickleBudget.ELEMENT * items.length,
                Collections.unmodifiableList(Arrays.asList(items)));
    }

    private void name(String module, String name) {
        push(PickleBudget.OBJECT + 2L * (PickleBudget.TEXT + module.length() + name.length()), PickledNames.find(module, name));
    }

    private void call(@Nullable Object called, @Nullable Object arguments) {
        if (!(called instanceof PickledName name) || !(arguments instanceof List<?> list)) {
            throw new PickleException("pickle calls something that is not a known constructor; nothing was executed");
        }
        stack.add(constructors.make(name, list, bytes -> budget.take(bytes, in.read())));
    }

    private void reference(@Nullable Object reference) {
        // Old PyTorch refers to a module's class with its source beside it.
        if (reference instanceof List<?> parts && parts.size() > 1 && "module".equals(parts.getFirst())) {
            stack.add(parts.get(1));
            return;
        }
        TorchStorage storage = TensorRebuilding.storage(reference);
        push(PickleBudget.TENSOR, storage);
        storages.add(storage);
    }

    /** Attributes of an object: those of a dict (PyTorch's {@code _metadata}) and of inert objects are not needed. */
    private void build() {
        pop();
        if (!(top() instanceof Map<?, ?>) && !(top() instanceof InertValue)) {
            throw new PickleException("pickle sets the state of an object that has none");
        }
    }

    /** What may be a key. A tuple may hold anything, so it is one without looking inside. */
    static @Nullable Object hashable(@Nullable Object key) {
        if (key instanceof ArrayList<?> || key instanceof Map<?, ?>) {
            throw new PickleException("a dict has a key that is a list or a dict");
        }
        return key instanceof String || key instanceof Number || key instanceof Boolean || key == null
                || key instanceof InertValue ? key : InertValue.of(PickledValue.describe(key));
    }

    @SuppressWarnings("unchecked")
    private void put(@Nullable Object[] items) {
        if (items.length % 2 != 0) {
            throw new PickleException("a dict has a key without a value");
        }
        if (top() instanceof InertValue) {
            return;
        }
        if (!(top() instanceof LinkedHashMap<?, ?> dict)) {
            throw new PickleException("pickle puts items into something that is no dict");
        }
        budget.take((long) PickleBudget.DICT_ENTRY * items.length / 2, in.read());
        for (int i = 0; i < items.length; i += 2) {
            ((Map<@Nullable Object, @Nullable Object>) dict).put(hashable(items[i]), items[i + 1]);
        }
    }

    @SuppressWarnings("unchecked")
    private void append(@Nullable Object[] items) {
        if (top() instanceof InertValue) {
            return;
        }
        if (!(top() instanceof ArrayList<?> list)) {
            throw new PickleException("pickle appends to something that is no list");
        }
        budget.take((long) PickleBudget.ELEMENT * items.length, in.read());
        ((List<@Nullable Object>) list).addAll(Arrays.asList(items));
    }

    private @Nullable Object top() {
        if (stack.isEmpty() || stack.getLast() == GROUP) {
            throw new PickleException("pickle takes from an empty stack");
        }
        return stack.getLast();
    }

    private @Nullable Object pop() {
        top();
        return stack.removeLast();
    }

    private @Nullable Object[] pop(int count) {
        @Nullable Object[] items = new @Nullable Object[count];
        for (int i = count - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return items;
    }

    private @Nullable Object[] popToMark() {
        int mark = stack.lastIndexOf(GROUP);
        if (mark < 0) {
            throw new PickleException("pickle closes a group that was not opened");
        }
        List<@Nullable Object> tail = stack.subList(mark + 1, stack.size());
        @Nullable Object[] items = tail.toArray();
        tail.clear();
        stack.removeLast();
        return items;
    }

    /** Pickles number what they remember one by one. */
    private void remember(long index) {
        Object value = top();
        if (index < 0 || index > in.read()) {
            throw new PickleException("pickle remembers object " + Long.toUnsignedString(index) + " of at most " + in.read());
        }
        if (index >= memo.length) {
            memo = Arrays.copyOf(memo, (int) Math.max(index + 1, 2L * memo.length));
        }
        if (memo[(int) index] == null) {
            budget.take(PickleBudget.ELEMENT, in.read());
            remembered++;
        }
        memo[(int) index] = value == null ? STORED_NULL : value;
    }

    private void recall(long index) {
        if (index < 0 || index >= memo.length || memo[(int) index] == null) {
            throw new PickleException("pickle recalls object " + index + ", which it never stored");
        }
        Object value = memo[(int) index];
        stack.add(value == STORED_NULL ? null : value);
    }
}
