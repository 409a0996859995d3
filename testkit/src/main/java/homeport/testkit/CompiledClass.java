package homeport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one class file names in its constant pool; there everything stands that the class uses, but
 * for constants that javac copied.
 *
 * @param name with slashes: {@code homeport/dns/Serial}
 * @param types classes that it names, in code, descriptors and generic signatures
 * @param members methods and fields of others that it uses: {@code java/time/Instant.now}
 */
record CompiledClass(String name, Set<String> types, Set<String> members) {
  // In code a class stands by itself, in a descriptor or a signature between L and ; or <.
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)(?=[;<.])");

  static CompiledClass read(Path file) {
    try {
      return of(ClassFile.of().parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompiledClass of(ClassModel model) {
    Set<String> types = new TreeSet<>();
    Set<String> members = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> types.add(type.asInternalName());
        case MemberRefEntry member ->
            members.add(member.owner().asInternalName() + "." + member.name().stringValue());
        case Utf8Entry text ->
            IN_DESCRIPTOR
                .matcher(text.stringValue())
                .results()
                .forEach(found -> types.add(found.group(1)));
        default -> {} // numbers and links between the entries above
      }
    }
    return new CompiledClass(model.thisClass().asInternalName(), types, members);
  }

  /** The types whose name begins with the pattern. */
  Set<String> typesMatching(Pattern prefix) {
    Set<String> matching = new TreeSet<>(types);
    matching.removeIf(type -> !prefix.matcher(type).lookingAt());
    return matching;
  }
}
