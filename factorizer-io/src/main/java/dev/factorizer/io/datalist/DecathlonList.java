package dev.factorizer.io.datalist;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The list of the Medical Segmentation Decathlon (Antonelli et al. 2022), which MONAI, Auto3DSeg and the authors' recipes use as well:
 * {@code training}, {@code validation} and {@code test}, lists of {@code image} (a file, or one for each channel), {@code label}, and
 * optionally {@code fold}, {@code id} and {@code subject}. In {@code test} an item may be the image alone.
 */
final class DecathlonList {
    private static final List<String> SUBJECTS = List.of("subject", "subject_id", "patient", "patient_id", "group");

    private final JsonFields root;
    private final ListedFiles files;
    private final Gathering found;
    private final Set<Integer> named = new HashSet<>();

    private DecathlonList(JsonFields root, DataListOptions options) {
        this.root = root;
        this.files = ListedFiles.of(root.file(), options);
        this.found = new Gathering(DataListForm.DECATHLON, root.file());
    }

    static boolean isOne(JsonFields root) {
        for (CasePart part : CasePart.values()) {
            if (root.tree().get(part.key()) instanceof List) {
                return true;
            }
        }
        return false;
    }

    static DataList read(JsonFields root, DataListOptions options) throws IOException {
        return new DecathlonList(root, options).read();
    }

    private DataList read() throws IOException {
        for (CasePart part : CasePart.values()) {
            List<?> items = root.list(part.key());
            for (int i = 0; i < items.size(); i++) {
                item(items.get(i), part, part.key() + "[" + i + "]");
            }
        }
        requireCount("numTraining", CasePart.TRAINING);
        requireCount("numTest", CasePart.TEST);
        nameByPlace();
        Folder folder = new Folder();
        unlisted(folder);
        List<String> channels = root.numbered(root.has("channel_names") ? "channel_names" : "modality");
        return found.list(root.text("name", Gathering.name(files.base())), channels, LabelFields.read(root), folder);
    }

    private void item(Object item, CasePart part, String where) throws IOException {
        if (item instanceof String image) {
            add(part, List.of(files.file(image, where)), Optional.empty(), new JsonFields(root.file(), where + ".", Map.of()));
            return;
        }
        JsonFields fields = root.object(item, where);
        if (!fields.has("image")) {
            throw root.malformed(where, "an object of " + fields.tree().keySet(), "one with \"image\"");
        }
        List<Path> images = files(fields, "image");
        List<Path> labels = fields.has("label") ? files(fields, "label") : List.of();
        if (images.isEmpty() || labels.size() > 1) {
            throw root.malformed(where, "an object with " + images.size() + " images and " + labels.size() + " labels",
                    "at least one image and at most one label");
        }
        add(part, images, labels.stream().findFirst(), fields);
    }

    private void add(CasePart part, List<Path> images, Optional<Path> label, JsonFields fields) throws IOException {
        String id = fields.id("id", stem(images));
        String subject = id;
        for (String name : SUBJECTS) {
            subject = fields.has(name) ? fields.id(name, id) : subject;
        }
        if (fields.has("id")) {
            named.add(found.cases().size());
        }
        OptionalInt fold = fields.count("fold");
        if (fold.orElse(0) > DataCase.LAST_FOLD) {
            throw fields.malformed(fields.at() + "fold", Integer.toString(fold.getAsInt()), "at most " + DataCase.LAST_FOLD);
        }
        found.add(new DataCase(id, subject, part, images, label, fold));
    }

    private List<Path> files(JsonFields fields, String name) throws IOException {
        Object value = fields.tree().get(name);
        List<Path> paths = new ArrayList<>();
        String where = fields.at() + name;
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            String place = value instanceof List ? where + "[" + paths.size() + "]" : where;
            paths.add(files.file(fields.text(one, place), place));
        }
        return paths;
    }

    private static String stem(List<Path> images) {
        String stem = ImageNames.stem(images.getFirst());
        // With another number than that of a first channel it counts cases.
        return ChannelName.of(stem).filter(channel -> channel.number() == 0).map(ChannelName::name).orElse(stem);
    }

    /** Where images of different folders have one name, the folder tells them apart. */
    private void nameByPlace() {
        List<DataCase> cases = found.cases();
        Set<String> seen = new HashSet<>();
        boolean unique = true;
        for (int i = 0; i < cases.size(); i++) {
            unique &= named.contains(i) || seen.add(cases.get(i).id());
        }
        for (int i = 0; i < cases.size() && !unique; i++) {
            DataCase one = cases.get(i);
            Path parent = one.images().getFirst().getParent();
            if (!named.contains(i) && parent != null) {
                String place = files.text(parent);
                cases.set(i, one.withId(place.isEmpty() ? one.id() : place + "/" + one.id()));
            }
        }
    }

    private void requireCount(String field, CasePart part) throws IOException {
        OptionalInt count = root.count(field);
        long there = found.cases().stream().filter(one -> one.part() == part).count();
        if (count.isPresent() && count.getAsInt() != there) {
            found.warning(root.file(), field + " is " + count.getAsInt() + ", but " + there + " cases are listed in \"" + part.key()
                    + "\"");
        }
    }

    /** Images that lie beside the listed ones and are in no list: perhaps forgotten. */
    private void unlisted(Folder folder) throws IOException {
        Set<Path> listed = new HashSet<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (DataCase one : found.cases()) {
            one.images().forEach(image -> listed.add(image.normalize()));
            one.label().ifPresent(label -> listed.add(label.normalize()));
            Path parent = one.images().getFirst().getParent();
            if (parent != null) {
                folders.add(parent);
            }
        }
        List<Path> others = new ArrayList<>();
        for (Path parent : folders) {
            folder.images(parent).stream().filter(image -> !listed.contains(image.normalize())).forEach(others::add);
        }
        // In layouts of a folder for each case, what isn't listed are other contrasts.
        if (!others.isEmpty() && folders.size() <= CasePart.values().length) {
            found.warning(root.file(), others.size() + (others.size() == 1 ? " image is" : " images are") + " beside the listed ones and in"
                    + " no list, such as " + others.getFirst());
        }
    }

    static void write(DataList list, Path file) throws IOException {
        ListedFiles files = ListedFiles.beside(file);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", list.name());
        if (!list.channels().isEmpty()) {
            Map<String, Object> channels = new LinkedHashMap<>();
            for (int i = 0; i < list.channels().size(); i++) {
                channels.put(Integer.toString(i), list.channels().get(i));
            }
            tree.put("modality", channels);
        }
        LabelScheme labels = list.labels();
        if (!labels.meanings().isEmpty()) {
            boolean classes = !labels.hasRegions() && labels.ignored().isEmpty() && labels.paintOrder().isEmpty();
            tree.put("labels", classes ? LabelFields.byValue(labels) : LabelFields.byName(labels));
            if (!labels.paintOrder().isEmpty()) {
                tree.put("regions_class_order", labels.paintOrder());
            }
        }
        tree.put("numTraining", list.cases(CasePart.TRAINING).size());
        tree.put("numTest", list.cases(CasePart.TEST).size());
        for (CasePart part : CasePart.values()) {
            List<Map<String, Object>> items = new ArrayList<>();
            for (DataCase one : list.cases(part)) {
                items.add(item(one, files));
            }
            tree.put(part.key(), items);
        }
        if (!list.unlabeled().isEmpty()) {
            tree.put(UnlabeledFields.KEY, UnlabeledFields.tree(list));
        }
        byte[] text = JsonTree.text(tree);
        AtomicFile.write(file, out -> out.write(text));
    }

    private static Map<String, Object> item(DataCase one, ListedFiles files) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", one.id());
        if (!one.subject().equals(one.id())) {
            item.put("subject", one.subject());
        }
        List<String> images = one.images().stream().map(files::text).toList();
        item.put("image", images.size() == 1 ? images.getFirst() : images);
        one.label().ifPresent(label -> item.put("label", files.text(label)));
        one.fold().ifPresent(fold -> item.put("fold", fold));
        return item;
    }
}
