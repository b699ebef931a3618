package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A backend's provider that notes which kernels its programs run on.
 *
 * @param provider the backend's own
 * @param reached the kernels' classes
 */
public record KernelRecorder(BackendProvider provider, Set<Class<?>> reached) implements BackendProvider {
    /** The backend's programs, noted. */
    private record Recorded(Backend backend, Set<Class<?>> reached) implements Backend {
        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public Device device() {
            return backend.device();
        }

        @Override
        public int threads() {
            return backend.threads();
        }

        @Override
        public NativeOperations nativeOperations() {
            return backend.nativeOperations();
        }

        @Override
        public Executable compile(Graph lowered, CompileOptions options) {
            lowered.nodes().forEach(node -> NativeKernels.find(node).ifPresent(match -> reached.add(match.kernel().getClass())));
            return backend.compile(lowered, options);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    public static KernelRecorder of(BackendProvider provider) {
        return new KernelRecorder(provider, ConcurrentHashMap.newKeySet());
    }

    /** The names of listed kernels that no program ran on. */
    public Set<String> unreached() {
        return NativeKernels.ALL.stream().map(Object::getClass).filter(kernel -> !reached.contains(kernel))
                .map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Availability availability() {
        return provider.availability();
    }

    @Override
    public int preference() {
        return provider.preference();
    }

    @Override
    public Backend open(BackendOptions options) {
        return new Recorded(provider.open(options), reached);
    }
}
