package dev.reconciler.model;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the platform calls its collections and fields. The names are configurable, the rules are not
 * (contract, preamble).
 *
 * @param deploys name of the collection of deploys; likewise {@code sites}, {@code accounts},
 *     {@code builds}
 * @param deployFields a name for every {@link DeployField}
 * @param siteFields a name for every {@link SiteField}
 * @param accountFields a name for every {@link AccountField}
 * @param buildFields a name for every {@link BuildField}
 */
public record Names(
        String deploys,
        String sites,
        String accounts,
        String builds,
        Map<DeployField, String> deployFields,
        Map<SiteField, String> siteFields,
        Map<AccountField, String> accountFields,
        Map<BuildField, String> buildFields) {

    /** The fields of a site that are read or written. */
    public enum SiteField {
        ACCOUNT_ID,
        NAME,
        PUBLISHED_DEPLOY_ID,
        LOCKED,
        NOTIFICATION_EMAIL,
        UPDATED_AT
    }

    /** The fields of an account that are read. */
    public enum AccountField {
        NAME,
        PLAN,
        BILLING_EMAIL
    }

    /** The fields of a build that are read. */
    public enum BuildField {
        SITE_ID,
        DEPLOY_ID,
        SHA,
        BRANCH,
        CONTEXT,
        CREATED_AT
    }

    /**
     * @throws IllegalArgumentException when a name is missing, empty, dotted, starts with a dollar
     *     or stands twice
     */
    public Names {
        deployFields = complete(DeployField.class, deployFields);
        siteFields = complete(SiteField.class, siteFields);
        accountFields = complete(AccountField.class, accountFields);
        buildFields = complete(BuildField.class, buildFields);
    }

    /** The contract's own names. */
    public static Names defaults() {
        Map<DeployField, String> deploys = new EnumMap<>(DeployField.class);
        for (DeployField field : DeployField.values()) {
            deploys.put(field, field.defaultName());
        }
        return new Names(
                "deploys",
                "sites",
                "accounts",
                "builds",
                deploys,
                lowerCase(SiteField.class),
                lowerCase(AccountField.class),
                lowerCase(BuildField.class));
    }

    /** The platform's name of a deploy's field. */
    public String of(DeployField field) {
        return name(deployFields, field);
    }

    /** The platform's name of a site's field. */
    public String of(SiteField field) {
        return name(siteFields, field);
    }

    /** The platform's name of an account's field. */
    public String of(AccountField field) {
        return name(accountFields, field);
    }

    /** The platform's name of a build's field. */
    public String of(BuildField field) {
        return name(buildFields, field);
    }

    private static <E extends Enum<E>> String name(Map<E, String> names, E field) {
        String name = names.get(field);
        if (name == null) {
            throw new IllegalStateException("no name for " + field);
        }
        return name;
    }

    private static <E extends Enum<E>> Map<E, String> lowerCase(Class<E> type) {
        Map<E, String> names = new EnumMap<>(type);
        for (E field : type.getEnumConstants()) {
            names.put(field, field.name().toLowerCase(java.util.Locale.ROOT));
        }
        return names;
    }

    private static <E extends Enum<E>> Map<E, String> complete(
            Class<E> type, Map<E, String> names) {
        Set<String> seen = new LinkedHashSet<>();
        for (E field : type.getEnumConstants()) {
            String name = name(names, field);
            if (name.isEmpty()
                    || name.contains(".")
                    || name.startsWith("$")
                    || name.equals("_id")
                    || !seen.add(name)) {
                throw new IllegalArgumentException(
                        "not usable as the name of " + field + ": " + name);
            }
        }
        return Map.copyOf(names);
    }
}
