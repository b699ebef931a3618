package dev.factorizer.io.dying;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The real file system up to a chosen operation that changes something. From there on either nothing works any more, as if the
 * process had been killed: what its {@code finally} blocks try comes too late, too. Or that one operation fails, as on a full
 * disk.
 */
public final class DyingDisk extends FileSystem {
    /** What happens at the chosen operation. */
    public enum Fate {
        /** All operations from there on throw {@link Killed}. */
        KILL,
        /** That one throws an exception. */
        FAIL
    }

    /** The process is dead. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What the failed operation says. */
    public static final String FULL = "No space left on device";

    private final FileSystem real = FileSystems.getDefault();
    private final DyingProvider provider = new DyingProvider(this, real.provider());
    private final int last;
    private final Fate fate;
    private final List<String> done = new ArrayList<>();

    /**
     * A disk.
     *
     * @param last the operation at which it dies, from 1
     * @param fate how
     */
    public DyingDisk(int last, Fate fate) {
        this.last = last;
        this.fate = fate;
    }

    /**
     * What was done up to the chosen operation.
     *
     * @return the operations, the one that did not succeed included
     */
    public List<String> done() {
        return done;
    }

    /**
     * Counts an operation that changes something.
     *
     * @param operation its name
     * @throws IOException if it is the one that fails
     */
    public void change(String operation) throws IOException {
        alive();
        done.add(operation);
        if (done.size() == last) {
            alive();
            throw new IOException(FULL);
        }
    }

    void alive() {
        if (fate == Fate.KILL && done.size() >= last) {
            throw new Killed();
        }
    }

    /**
     * A path of this file system.
     *
     * @param path the same of the real one
     * @return the path
     */
    public Path wrap(Path path) {
        return path == null ? null : (Path) Proxy.newProxyInstance(Path.class.getClassLoader(), new Class<?>[] {Path.class},
                (proxy, method, arguments) -> invoke(path, method, arguments));
    }

    private Object invoke(Path path, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("getFileSystem")) {
            return this;
        }
        Object[] plain = arguments == null ? null : arguments.clone();
        for (int i = 0; plain != null && i < plain.length; i++) {
            plain[i] = plain[i] instanceof Path other ? unwrap(other) : plain[i];
        }
        try {
            Object result = method.invoke(path, plain);
            return result instanceof Path other ? wrap(other) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The real path under one of this file system. */
    Path unwrap(Path path) {
        return Proxy.isProxyClass(path.getClass()) ? real.getPath(path.toString()) : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public void close() { }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
