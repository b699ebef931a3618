package dev.factorizer.io.dying;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** The operations of a {@link DyingDisk}: each asks it first. */
final class DyingProvider extends FileSystemProvider {
    private final DyingDisk disk;
    private final FileSystemProvider real;

    DyingProvider(DyingDisk disk, FileSystemProvider real) {
        this.disk = disk;
        this.real = real;
    }

    private Path read(Path path) {
        disk.alive();
        return disk.unwrap(path);
    }

    private Path change(String operation, Path path) throws IOException {
        disk.change(operation + " " + path.getFileName());
        return disk.unwrap(path);
    }

    private Path opened(Path path, Set<? extends OpenOption> options) throws IOException {
        return options.contains(StandardOpenOption.WRITE) ? change("open", path) : read(path);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return real.newFileChannel(opened(path, options), options, attributes);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return real.newByteChannel(opened(path, options), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream = real.newDirectoryStream(read(path), entry -> filter.accept(disk.wrap(entry)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> entries = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Path next() {
                        return disk.wrap(entries.next());
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        real.createDirectory(change("make", path), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(change("delete", path));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        return real.deleteIfExists(change("delete", path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        real.move(change("move", from), disk.unwrap(to), options);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        real.copy(change("copy", from), disk.unwrap(to), options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(change("set", path), attribute, value, options);
    }

    @Override
    public Path readSymbolicLink(Path path) throws IOException {
        return disk.wrap(real.readSymbolicLink(read(path)));
    }

    @Override
    public boolean isSameFile(Path one, Path two) throws IOException {
        return real.isSameFile(read(one), disk.unwrap(two));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(read(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(read(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(read(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(read(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(read(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(read(path), attributes, options);
    }

    @Override
    public String getScheme() {
        return "dying";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return disk;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
