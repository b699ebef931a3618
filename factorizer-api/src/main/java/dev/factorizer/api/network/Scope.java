package dev.factorizer.api.network;

import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The place of a layer in a network while it is traced: a path under which it gets parameters and applies other layers.
 */
public final class Scope {
    /** The name of the random key's placeholder: int32 (4) = seed low, seed high, stream, step. */
    public static final String RANDOM_KEY = "random.key";

    /** What all scopes of one network share. */
    private static final class Shared {
        final Trace trace;
        final boolean training;
        final int mostParameters;
        final Map<ParameterSpec, Value> parameters = new LinkedHashMap<>();
        final Map<String, ParameterSpec> names = new LinkedHashMap<>();
        final Map<String, Value> updates = new LinkedHashMap<>();
        @Nullable Value randomKey;
        int randomStreams;

        Shared(Trace trace, boolean training, int mostParameters) {
            this.trace = trace;
            this.training = training;
            this.mostParameters = mostParameters;
        }
    }

    private final Shared shared;
    private final String path;

    private Scope(Shared shared, String path) {
        this.shared = shared;
        this.path = path;
    }

    /**
     * The outermost scope of a network.
     *
     * @param trace where its operations go
     * @param training whether layers behave as in training (dropout, batch statistics)
     * @return the scope
     */
    public static Scope root(Trace trace, boolean training) {
        return root(trace, training, Integer.MAX_VALUE);
    }

    /** The same for a network that may not have more than so many parameters and buffers. */
    static Scope root(Trace trace, boolean training, int mostParameters) {
        return new Scope(new Shared(trace, training, mostParameters), "");
    }

    /**
     * Applies a layer under this path.
     *
     * @param name the layer's name here, such as {@code norm1} or {@code blocks.0}
     * @param layer the layer
     * @param x its input
     * @return its output
     */
    public Value apply(String name, Layer layer, Value x) {
        Scope inner = child(name);
        return shared.trace.at(inner.path, () -> layer.apply(inner, x));
    }

    /**
     * The scope of a name under this one. Prefer {@link #apply}, which also labels the operations.
     *
     * @param name the name; it may hold dots
     * @return the scope
     */
    public Scope child(String name) {
        return new Scope(shared, path.isEmpty() ? name : path + "." + name);
    }

    /**
     * A trainable parameter.
     *
     * @param name its name under this path
     * @param shape its shape
     * @param initializer its values before training
     * @return its value; the same for the same name
     */
    public Value parameter(String name, Shape shape, Initializer initializer) {
        return kept(name, shape, true, initializer);
    }

    /**
     * A tensor that is kept with the parameters but not trained. Once it is updated this is its next value, so that a layer which
     * is applied twice, such as a batch normalization, updates it twice.
     *
     * @param name its name under this path
     * @param shape its shape
     * @param initializer its values
     * @return its value; the same for the same name
     */
    public Value buffer(String name, Shape shape, Initializer initializer) {
        Value first = kept(name, shape, false, initializer);
        return shared.updates.getOrDefault(child(name).path, first);
    }

    private Value kept(String name, Shape shape, boolean trainable, Initializer initializer) {
        String full = child(name).path;
        ParameterSpec spec = new ParameterSpec(full, shape, trainable, initializer);
        ParameterSpec other = shared.names.putIfAbsent(full, spec);
        if (other != null && !other.equals(spec)) {
            throw new IllegalArgumentException("parameter \"" + full + "\" is used as " + shape + " and as "
                    + other.shape() + "; give the layers different names");
        }
        if (shared.names.size() > shared.mostParameters) {
            throw new IllegalArgumentException("network: it asks for more than " + shared.mostParameters
                    + " parameters and buffers, which is far more than there are weights; correct its settings, or take the"
                    + " weights that belong to them");
        }
        Placeholder.Role role = trainable ? Placeholder.Role.PARAMETER : Placeholder.Role.BUFFER;
        return shared.parameters.computeIfAbsent(spec, key -> shared.trace.append(
                new Placeholder(full, role, Type.float32(shape)), List.of()).result());
    }

    /**
     * Gives a buffer, such as running statistics, a new value after each training step.
     *
     * @param name the buffer's name under this path
     * @param value its next value
     */
    public void update(String name, Value value) {
        shared.updates.put(child(name).path, value);
    }

    /** {@return a new random key for {@link dev.factorizer.api.operations.Random}, int32 (4), different on each call} */
    public Value randomKey() {
        if (shared.randomKey == null) {
            shared.randomKey = shared.trace.append(new Placeholder(RANDOM_KEY, Placeholder.Role.STATE,
                    new Type(DataType.INT32, Shape.of(4))), List.of()).result();
        }
        return shared.randomKey.add(shared.trace.literal(Shape.of(4), new int[] {0, 0, shared.randomStreams++, 0}));
    }

    /** {@return whether layers behave as in training; false for inference} */
    public boolean training() {
        return shared.training;
    }

    /** {@return all parameters and buffers of the network so far with their values, in the order of first use} */
    public Map<ParameterSpec, Value> parameters() {
        return Collections.unmodifiableMap(shared.parameters);
    }

    /** {@return the next values of buffers so far, by full name} */
    public Map<String, Value> updates() {
        return Collections.unmodifiableMap(shared.updates);
    }
}
