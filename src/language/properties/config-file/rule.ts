/** What is found of configuration files as a whole; what is wrong in one has the rule of what it is. */
export const CONFIG_FILE_RULE = 'sql/config-file';
