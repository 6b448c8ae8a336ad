;;; -*- lexical-binding: t -*-  Opens totals.sql as a user would, asks for everything, and writes what it saw to $SEEN.
(require 'json)
(package-initialize)
(require 'eglot)
(require 'flymake)
(load (getenv "INIT") nil t)

;; Asked whether a file that is not open may be edited, the user says yes; newer versions of Eglot show a diff instead.
(advice-add 'y-or-n-p :override (lambda (&rest _) t))
(setq eglot-confirm-server-edits nil)

(defvar seen nil)
(defun tell (key value) (push (cons key value) seen))

(defun wait-for (what done)
  (let ((end (+ (float-time) 90)))
    (while (not (funcall done))
      (when (> (float-time) end) (error "Waited in vain for %s" what))
      (accept-process-output nil 0.02))))

(defun text-of (name)
  (with-current-buffer (find-file-noselect name) (buffer-substring-no-properties (point-min) (point-max))))

(defun run ()
  (switch-to-buffer (find-file-noselect "totals.sql"))
  ;; What a command loop does, which batch mode has none of: eglot-ensure waits for it.
  (run-hooks 'post-command-hook)
  (wait-for "the server" #'eglot-managed-p)
  (wait-for "diagnostics"
            (lambda ()
              (flymake-start)
              (seq-some (lambda (one) (string-match-p "no column" (flymake-diagnostic-text one)))
                        (flymake-diagnostics))))
  (tell 'diagnostics
        (vconcat
         (mapcar (lambda (one)
                   (let ((data (alist-get 'eglot-lsp-diag (flymake-diagnostic-data one))))
                     `((code . ,(plist-get data :code))
                       (line . ,(1- (line-number-at-pos (flymake-diagnostic-beg one))))
                       (text . ,(buffer-substring-no-properties (flymake-diagnostic-beg one)
                                                                (flymake-diagnostic-end one)))
                       ,@(let ((page (plist-get data :codeDescription)))
                           (and page `((href . ,(plist-get page :href))))))))
                 (flymake-diagnostics))))
  (goto-char (point-min))
  (search-forward "FROM tra")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (substring-no-properties text))))
    (wait-for "hover" (lambda () shown))
    (tell 'hover shown))
  (goto-char (point-min))
  (search-forward "SELECT ")
  (let* ((found (eglot-completion-at-point))
         (all (all-completions "" (nth 2 found))))
    (tell 'completion (vconcat (mapcar #'substring-no-properties (seq-take all 5)))))
  (goto-char (point-min))
  (search-forward "FROM tra")
  (eglot-rename "sales")
  (wait-for "rename" (lambda () (string-match-p "FROM sales" (text-of "totals.sql"))))
  (tell 'renamed `((trades . ,(text-of "trades.sql")) (totals . ,(text-of "totals.sql")))))

(condition-case problem
    (run)
  (error (tell 'problem (format "%S" problem))))
(with-temp-file (getenv "SEEN") (insert (json-encode seen)))
(when-let ((server (eglot-current-server))) (ignore-errors (eglot-shutdown server)))
(kill-emacs 0)
